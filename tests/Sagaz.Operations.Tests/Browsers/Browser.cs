using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Sagaz.Operations.Tests.Browsers;

/// <summary>Headless Chromium, driven through its DevTools protocol: what a page shows, what it asks for, and what goes wrong in it.</summary>
public sealed class Browser : IAsyncDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);
    private readonly Process process;
    private readonly string folder;
    private readonly DevTools tools;

    private Browser(Process process, string folder, DevTools tools) => (this.process, this.folder, this.tools) = (process, folder, tools);

    /// <summary>Addresses that pages asked for.</summary>
    public IReadOnlyList<string> Requests => tools.EventsOf("Network.requestWillBeSent", parameters => $"{parameters["request"]?["url"]}");

    /// <summary>Exceptions of scripts, and errors on the console.</summary>
    public IReadOnlyList<string> Errors =>
    [
        .. tools.EventsOf("Runtime.exceptionThrown", parameters => $"{parameters["exceptionDetails"]?["exception"]?["description"] ?? parameters["exceptionDetails"]}"),
        .. tools.EventsOf("Log.entryAdded", parameters => $"{parameters["entry"]?["level"]}" == "error" ? $"{parameters["entry"]?["text"]}" : ""),
        .. tools.EventsOf("Runtime.consoleAPICalled", parameters => $"{parameters["type"]}" == "error" ? parameters.ToJsonString() : ""),
    ];

    public static async Task<Browser> StartAsync(string program, int width = 1200, int height = 900)
    {
        var folder = Directory.CreateTempSubdirectory("sagaz-browser-").FullName;
        string[] arguments =
        [
            "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking", "--disable-component-update", "--no-first-run",
            "--hide-scrollbars", $"--window-size={width},{height}", "--remote-debugging-port=0", $"--user-data-dir={folder}", "about:blank",
        ];
        var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        try
        {
            var tools = await DevTools.ConnectAsync(await FindPageAsync(folder));
            foreach (var domain in new[] { "Page", "Runtime", "Network", "Log" })
                await tools.SendAsync($"{domain}.enable", []);
            return new Browser(process, folder, tools);
        }
        catch
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    /// <summary>Opens a file and waits until its script says that it is ready.</summary>
    public async Task OpenAsync(string file)
    {
        await tools.SendAsync("Page.navigate", new JsonObject { ["url"] = new Uri(file).AbsoluteUri });
        var watch = Stopwatch.StartNew();
        while (await AskAsync("document.documentElement.dataset.ready ?? ''") != "true")
        {
            Assert.True(watch.Elapsed < Deadline, $"The page did not become ready: {string.Join("; ", Errors)}");
            await Task.Delay(50);
        }
    }

    /// <summary>The value of an expression in the page, as text.</summary>
    public async Task<string> AskAsync(string expression)
    {
        var answer = await tools.SendAsync("Runtime.evaluate", new JsonObject { ["expression"] = $"String({expression})" });
        return $"{answer["result"]?["value"]}";
    }

    /// <summary>Shows pages in the dark, or in the light.</summary>
    public Task PreferAsync(string scheme) => tools.SendAsync(
        "Emulation.setEmulatedMedia", new JsonObject { ["features"] = new JsonArray(new JsonObject { ["name"] = "prefers-color-scheme", ["value"] = scheme }) });

    public Task ResizeAsync(int width, int height) => tools.SendAsync(
        "Emulation.setDeviceMetricsOverride", new JsonObject { ["width"] = width, ["height"] = height, ["deviceScaleFactor"] = 1, ["mobile"] = width < 600 });

    /// <summary>A picture of what the window shows.</summary>
    public async Task<byte[]> PictureAsync() =>
        Convert.FromBase64String($"{(await tools.SendAsync("Page.captureScreenshot", new JsonObject { ["format"] = "png" }))["data"]}");

    public async ValueTask DisposeAsync()
    {
        await tools.DisposeAsync();
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private static async Task<Uri> FindPageAsync(string folder)
    {
        var file = Path.Combine(folder, "DevToolsActivePort");
        var watch = Stopwatch.StartNew();
        while (!File.Exists(file) || (await File.ReadAllLinesAsync(file)).Length < 2)
        {
            Assert.True(watch.Elapsed < Deadline, "The browser did not start.");
            await Task.Delay(50);
        }
        using var http = new HttpClient { Timeout = Deadline };
        var pages = await http.GetFromJsonAsync<JsonElement>($"http://127.0.0.1:{(await File.ReadAllLinesAsync(file))[0]}/json/list");
        var page = pages.EnumerateArray().First(target => target.GetProperty("type").GetString() == "page");
        return new Uri(page.GetProperty("webSocketDebuggerUrl").GetString()!);
    }
}
