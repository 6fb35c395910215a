using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Spectacles.Gateway.Testing.Tests;

/// <summary>docs/other-languages.md lists the routes of the control API as its document does. UPDATE_SNAPSHOTS=1 writes them.</summary>
public sealed partial class ControlPageTests
{
    private const string Page = "docs/other-languages.md";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Page_lists_the_routes_of_the_control_API()
    {
        await using var gateway = await SimulatedGateway.StartAsync(cancellationToken: Cancel);
        await using var control = await ControlServer.StartAsync(gateway, cancellationToken: Cancel);
        using var http = new HttpClient();
        var document = await http.GetFromJsonAsync<JsonElement>(new Uri(control.Address, "openapi.json"), Cancel);
        string text = await File.ReadAllTextAsync(PathOf(Page), Cancel);
        string written = Table().Replace(text, Write(document));
        if (Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") == "1")
        {
            await File.WriteAllTextAsync(PathOf(Page), written, Cancel);
            text = written;
        }

        Assert.Equal(written, text);
    }

    [Fact]
    public async Task Test_on_the_page_is_one_of_the_sample()
    {
        string block = PythonTest().Match(await File.ReadAllTextAsync(PathOf(Page), Cancel)).Groups[1].Value;

        Assert.NotEmpty(block);
        Assert.Contains(block, await File.ReadAllTextAsync(PathOf("samples/python/test_bot.py"), Cancel), StringComparison.Ordinal);
    }

    private static string Write(JsonElement document)
    {
        var table = new StringBuilder("| Route | What it does | Fields |\n|---|---|---|\n");
        foreach (var path in document.GetProperty("paths").EnumerateObject())
        {
            foreach (var operation in path.Value.EnumerateObject())
            {
                string summary = operation.Value.GetProperty("summary").GetString()!;
                table.Append($"| `{operation.Name.ToUpperInvariant()} {path.Name}` | {summary} | {Fields(operation.Value)} |\n");
            }
        }

        return table.ToString();
    }

    private static string Fields(JsonElement operation)
    {
        string[] all = [], required = [];
        if (operation.TryGetProperty("requestBody", out var body))
        {
            var schema = body.GetProperty("content").GetProperty("application/json").GetProperty("schema");
            all = [.. schema.GetProperty("properties").EnumerateObject().Select(field => $"`{field.Name}`")];
            required = schema.TryGetProperty("required", out var names) ? [.. names.EnumerateArray().Select(name => $"`{name}`")] : [];
        }
        else if (operation.TryGetProperty("parameters", out var parameters))
        {
            all = [.. parameters.EnumerateArray().Select(parameter => $"`{parameter.GetProperty("name")}`")];
        }

        string[] optional = [.. all.Except(required)];
        return string.Join(", ", optional.Length == 0 ? required : [.. required, $"({string.Join(", ", optional)})"]);
    }

    private static string PathOf(string path, [CallerFilePath] string thisFile = "") =>
        Path.Combine(Path.GetDirectoryName(thisFile)!, "..", "..", path);

    [GeneratedRegex(@"\| Route \|.*?\n(?=\n)", RegexOptions.Singleline)]
    private static partial Regex Table();

    [GeneratedRegex(@"```python\n(def test_.*?)```", RegexOptions.Singleline)]
    private static partial Regex PythonTest();
}
