using System.Reflection;
using System.Reflection.Emit;

namespace Sagaz.Operations.Tests.Architecture;

/// <summary>What compiled code really uses: types in signatures, and members that its instructions name.</summary>
/// <remarks>Constants are copied by the compiler and leave no trace; see <see cref="SourceFiles"/> for those.</remarks>
internal static class MemberReferences
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
    private const byte TwoBytePrefix = 0xFE;

    private static readonly Dictionary<short, OpCode> Instructions = typeof(OpCodes)
        .GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (OpCode)field.GetValue(null)!).ToDictionary(code => code.Value);

    /// <summary>Every member that the assembly's own types use, types included.</summary>
    public static IEnumerable<(Type From, MemberInfo To)> Of(Assembly assembly) =>
        assembly.GetTypes().SelectMany(type => Of(type).Distinct().Select(used => (type, used)));

    private static IEnumerable<MemberInfo> Of(Type type) =>
    [
        .. Parts(type.BaseType),
        .. type.GetInterfaces().SelectMany(Parts),
        .. type.GetFields(Declared).SelectMany(field => Parts(field.FieldType)),
        .. type.GetConstructors(Declared).SelectMany(Of),
        .. type.GetMethods(Declared).SelectMany(method => Of(method).Concat(Parts(method.ReturnType))),
    ];

    private static IEnumerable<MemberInfo> Of(MethodBase method) =>
    [
        .. method.GetParameters().SelectMany(parameter => Parts(parameter.ParameterType)),
        .. method.GetMethodBody() is { } body ? Of(method, body) : [],
    ];

    private static IEnumerable<MemberInfo> Of(MethodBase method, MethodBody body) =>
    [
        .. body.LocalVariables.SelectMany(local => Parts(local.LocalType)),
        .. body.ExceptionHandlingClauses.Where(clause => clause.Flags == ExceptionHandlingClauseOptions.Clause).SelectMany(clause => Parts(clause.CatchType)),
        .. Tokens(body.GetILAsByteArray()!).Select(token => Resolve(method, token)).SelectMany(member => Parts(member as Type ?? member.DeclaringType).Prepend(member)),
    ];

    private static MemberInfo Resolve(MethodBase method, int token) => method.Module.ResolveMember(
        token,
        method.DeclaringType is { IsGenericType: true } type ? type.GetGenericArguments() : null,
        method.IsGenericMethod ? method.GetGenericArguments() : null)!;

    private static IEnumerable<int> Tokens(byte[] code)
    {
        var at = 0;
        while (at < code.Length)
        {
            var value = code[at] == TwoBytePrefix ? unchecked((short)((TwoBytePrefix << 8) | code[at + 1])) : code[at];
            var instruction = Instructions[value];
            at += instruction.Size;
            if (instruction.OperandType is OperandType.InlineMethod or OperandType.InlineField or OperandType.InlineType or OperandType.InlineTok)
                yield return BitConverter.ToInt32(code, at);
            at += OperandSize(instruction.OperandType, code, at);
        }
    }

    private static int OperandSize(OperandType type, byte[] code, int at) => type switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(code, at)),
        _ => 4,
    };

    private static IEnumerable<Type> Parts(Type? type) =>
        type is null || type.IsGenericParameter ? []
        : type.HasElementType ? Parts(type.GetElementType())
        : [type, .. type.GetGenericArguments().SelectMany(Parts)];
}
