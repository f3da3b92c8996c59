using System.Globalization;
using System.Text;

namespace Sagaz.Core.Load;

/// <summary>The seconds of a run's stages as a table for other programs.</summary>
public static class LoadSeriesCsv
{
    /// <summary>The whole file.</summary>
    public static string Write(IReadOnlyList<LoadStage> stages)
    {
        var text = new StringBuilder("stage,second,is_warm_up,due,done,errors,skipped,p50_ms,p99_ms,max_ms,begin_late_p99_ms\n");
        foreach (var stage in stages)
        {
            foreach (var second in stage.Series)
            {
                text.Append(CultureInfo.InvariantCulture, $"{stage.Name},{second.At},{(second.At < stage.WarmUpSeconds ? 1 : 0)},{second.Due},{second.Done},{second.Errors},{second.Skipped},");
                text.Append(CultureInfo.InvariantCulture, $"{second.P50},{second.P99},{second.Max},{second.LagP99}\n");
            }
        }
        return text.ToString();
    }
}
