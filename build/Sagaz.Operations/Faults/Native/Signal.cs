namespace Sagaz.Operations.Faults.Native;

/// <summary>Numbers of the signals that faults send, as Linux has them.</summary>
internal static class Signal
{
    public const int Kill = 9;
    public const int Continue = 18;
    public const int Stop = 19;
}
