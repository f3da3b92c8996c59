using System.ComponentModel;
using System.Diagnostics;
using System.Net;
using System.Text;

namespace Nuke.Common.Execution;

/// <summary>What <c>--plan</c> writes: one HTML file that needs nothing from elsewhere.</summary>
internal static class PlanPage
{
    private const string Head =
        """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <title>Execution plan</title>
        <style>
        body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem; color: #222; background: #fff; }
        ol { display: flex; flex-wrap: wrap; gap: .5rem; list-style: none; padding: 0; }
        ol li { padding: .2rem .8rem; border-radius: 1rem; background: #0a7; color: #fff; }
        ol li + li::before { content: "→ "; }
        table { border-collapse: collapse; }
        th, td { text-align: left; vertical-align: top; padding: .3rem .8rem; border-bottom: 1px solid #ddd; }
        tr.planned td:first-child { font-weight: bold; color: #0a7; }
        tr.unlisted { opacity: .6; }
        tr.needed { background: #e6f7f2; }
        </style>
        </head>
        <body>
        """;

    private const string Script =
        """
        <script>
        for (const row of document.querySelectorAll('tr[data-needs]')) {
          const names = row.dataset.needs.split(' ');
          const mark = on => names.forEach(n => document.getElementById(n).classList.toggle('needed', on));
          row.addEventListener('mouseenter', () => mark(true));
          row.addEventListener('mouseleave', () => mark(false));
        }
        </script>
        """;

    /// <summary>Writes the page and opens it as the shell would.</summary>
    /// <exception cref="InvalidOperationException">Nothing here opens HTML files.</exception>
    public static int Show(Session session, NukeBuild build)
    {
        var file = session.TemporaryDirectory / "execution-plan.html";
        File.WriteAllText(file, Html(build));
        session.Host.Write(ConsoleTone.Information, $"Execution plan: {file}");
        try
        {
            Process.Start(new ProcessStartInfo(file) { UseShellExecute = true })?.Dispose();
        }
        catch (Win32Exception exception)
        {
            Assert.Fail($"Nothing on this machine opens '{file}': {exception.Message}", exception);
        }

        return 0;
    }

    internal static string Html(NukeBuild build)
    {
        var page = new StringBuilder(Head).AppendLine().AppendLine("<h1>Execution plan</h1>").AppendLine("<ol>");
        foreach (var target in build.ExecutionPlan)
            page.Append("<li>").Append(target.Name).AppendLine("</li>");
        page.AppendLine("</ol>").AppendLine("<table>")
            .AppendLine("<tr><th>Target</th><th>Depends on</th><th>After</th><th>Triggered by</th><th>Description</th></tr>");
        foreach (var target in build.ExecutableTargets)
            AppendRow(page, target, build.ExecutionPlan.Contains(target));
        return page.AppendLine("</table>").AppendLine(Script).AppendLine("</body>").AppendLine("</html>").ToString();
    }

    private static void AppendRow(StringBuilder page, ExecutableTarget target, bool isPlanned)
    {
        var kind = (isPlanned ? "planned" : string.Empty) + (target.Listed ? string.Empty : " unlisted");
        page.Append($"""<tr id="{target.Name}" class="{kind.Trim()}" data-needs="{string.Join(' ', Needs(target))}">""")
            .Append("<td>").Append(target.Name).Append(target.IsDefault ? " (default)" : string.Empty).Append("</td>");
        foreach (var group in new[] { target.ExecutionDependencies, target.OrderDependencies, target.TriggerDependencies })
            page.Append("<td>").AppendJoin(", ", group.Select(x => x.Name)).Append("</td>");
        page.Append("<td>").Append(WebUtility.HtmlEncode(target.Description)).AppendLine("</td></tr>");
    }

    private static HashSet<string> Needs(ExecutableTarget target)
    {
        var names = new HashSet<string>();
        var open = new Stack<ExecutableTarget>([target]);
        while (open.TryPop(out var next))
        {
            if (!names.Add(next.Name))
                continue;
            foreach (var other in next.ExecutionDependencies.Concat(next.Triggers))
                open.Push(other);
        }

        return names;
    }
}
