using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;

namespace Spectacles.Gateway.Testing.Tests;

/// <summary>docs/simulated-routes.md lists Discord's routes as the gateway does. UPDATE_SNAPSHOTS=1 writes it.</summary>
public sealed class SimulatedRoutesTests
{
    [Fact]
    public async Task Document_lists_the_routes_that_are_simulated()
    {
        await using var gateway = await SimulatedGateway.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        await using var control = await ControlServer.StartAsync(gateway, cancellationToken: TestContext.Current.CancellationToken);
        using var http = new HttpClient();
        var routes = await http.GetFromJsonAsync<JsonElement>(
            new Uri(control.Address, "routes"), TestContext.Current.CancellationToken);
        string written = Write([.. routes.EnumerateArray()]);
        if (Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") == "1")
        {
            await File.WriteAllTextAsync(Page(), written, TestContext.Current.CancellationToken);
        }

        Assert.Equal(written, await File.ReadAllTextAsync(Page(), TestContext.Current.CancellationToken));
    }

    private static string Write(JsonElement[] routes)
    {
        var page = new StringBuilder($"""
            # Simulated REST routes

            The [simulated gateway](simulated-gateway.md) answers {routes.Count(IsSimulated)} of the {routes.Length} operations
            in Discord's OpenAPI document of version 10. Every body and query is checked against the schemas of that document.
            A call of any other route is answered with 404 and the header `X-Not-Simulated`. This page is generated from the
            code.

            | Path below `/api/v10` | Simulated | Not simulated |
            |---|---|---|

            """.ReplaceLineEndings("\n"));
        foreach (var path in routes.GroupBy(route => route.GetProperty("path").GetString()!))
        {
            page.Append($"| `{path.Key}` | {Methods(path, isSimulated: true)} | {Methods(path, isSimulated: false)} |\n");
        }

        return page.ToString();
    }

    private static string Methods(IEnumerable<JsonElement> routes, bool isSimulated) => string.Join(
        ", ", routes.Where(route => IsSimulated(route) == isSimulated).Select(route => route.GetProperty("method").GetString()));

    private static bool IsSimulated(JsonElement route) => route.GetProperty("simulated").GetBoolean();

    private static string Page([CallerFilePath] string thisFile = "") =>
        Path.Combine(Path.GetDirectoryName(thisFile)!, "..", "..", "docs", "simulated-routes.md");
}
