using System.Net.Http.Headers;
using System.Text;
using Spectacles.Gateway.Rest;
using Spectacles.Gateway.Testing;

namespace Spectacles.Gateway.Interactions.Tests;

/// <summary>The simulated Discord, and what is registered there.</summary>
internal sealed class RegistrationScene : IAsyncDisposable
{
    private readonly HttpClient http = new();

    private RegistrationScene(SimulatedGateway gateway)
    {
        Gateway = gateway;
        Rest = new BotRest(gateway.Token, new BotRestOptions { Api = gateway.Api });
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bot", gateway.Token);
    }

    public SimulatedGateway Gateway { get; }

    public BotRest Rest { get; }

    /// <summary>The number of times that commands were written.</summary>
    public int Writes => Gateway.Calls.Count(call => call.Method != "GET");

    private Uri Commands => new($"{Gateway.Api}/applications/{Gateway.World.ApplicationId}/commands");

    public static async Task<RegistrationScene> StartAsync() =>
        new(await SimulatedGateway.StartAsync(cancellationToken: TestContext.Current.CancellationToken));

    public async Task<string> GetAsync() =>
        await http.GetStringAsync(new Uri($"{Commands}?with_localizations=true"), TestContext.Current.CancellationToken);

    public async Task PutAsync(string json)
    {
        using var content = new StringContent(json, Encoding.UTF8, "application/json");
        using var answer = await http.PutAsync(Commands, content, TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>The names of the global commands.</summary>
    public async Task<string[]> NamesAsync()
    {
        var routes = new CommandRoutes(Rest);
        var commands = await routes.ReadAsync(Gateway.World.ApplicationId, null, TestContext.Current.CancellationToken);
        return [.. commands.Select(command => command.Name).Order(StringComparer.Ordinal)];
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        Rest.Dispose();
        await Gateway.DisposeAsync();
    }
}
