using System.Net.Http.Json;
using System.Text.Json;

namespace Spectacles.Gateway.Testing.Tests;

/// <summary>
/// A bot without a library: <c>/play song</c> answers with a button, the button with a modal, the modal with thanks; <c>/slow</c> defers;
/// <c>/ignored</c> gets no answer.
/// </summary>
internal sealed class InteractionBot : IAsyncDisposable
{
    private readonly HttpClient http = new();
    private readonly CancellationTokenSource stop = new();
    private readonly RawClient client;
    private readonly Task work;

    private InteractionBot(SimulatedGateway gateway, RawClient client)
    {
        (Gateway, this.client) = (gateway, client);
        work = RunAsync();
    }

    public SimulatedGateway Gateway { get; }

    public static async Task<InteractionBot> StartAsync(TimeSpan? observationTimeout = null) => await StartAsync(
        await SimulatedGateway.StartAsync(
            new SimulatedGatewayOptions { ObservationTimeout = observationTimeout ?? TimeSpan.FromSeconds(10) }));

    /// <param name="gateway">The gateway, which the bot ends.</param>
    public static async Task<InteractionBot> StartAsync(SimulatedGateway gateway)
    {
        using var http = new HttpClient { DefaultRequestHeaders = { { "Authorization", $"Bot {gateway.Token}" } } };
        using var registered = await http.PutAsJsonAsync(
            new Uri($"{gateway.Api}/applications/{gateway.World.ApplicationId}/commands"),
            new object[]
            {
                new
                {
                    name = "play",
                    description = "x",
                    options = new[] { new { type = 3, name = "song", description = "x", required = true } },
                },
                new { name = "slow", description = "x" },
                new { name = "ignored", description = "x" },
            });
        registered.EnsureSuccessStatusCode();
        return new InteractionBot(gateway, await RawClient.WaitForReadyAsync(gateway));
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await Gateway.DisposeAsync();
        await work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await client.DisposeAsync();
        http.Dispose();
        stop.Dispose();
    }

    private async Task RunAsync()
    {
        while (!stop.IsCancellationRequested)
        {
            if (await client.NextAsync() is { Name: "INTERACTION_CREATE" } interaction)
            {
                await AnswerAsync(interaction.Data);
            }
        }
    }

    private async Task AnswerAsync(JsonElement interaction)
    {
        var data = interaction.GetProperty("data");
        string name = data.TryGetProperty("name", out var command) ? command.GetString()! : data.GetProperty("custom_id").GetString()!;
        object? answer = name switch
        {
            "play" => new
            {
                type = 4,
                data = new
                {
                    content = $"Playing {data.GetProperty("options")[0].GetProperty("value")}",
                    components = new[]
                    {
                        new { type = 1, components = new[] { new { type = 2, style = 1, label = "OK", custom_id = "ok" } } },
                    },
                },
            },
            "ok" => new
            {
                type = 9,
                data = new
                {
                    custom_id = "form",
                    title = "Your name",
                    components = new[]
                    {
                        new { type = 1, components = new[] { new { type = 4, style = 1, label = "Name", custom_id = "name" } } },
                    },
                },
            },
            "form" => new { type = 4, data = new { content = $"Thanks, {FirstInput(data)}" } },
            "slow" => new { type = 5 },
            _ => null,
        };
        if (answer is null)
        {
            return;
        }

        string token = interaction.GetProperty("token").GetString()!;
        await SendAsync(HttpMethod.Post, $"interactions/{interaction.GetProperty("id")}/{token}/callback", answer);
        if (name == "slow")
        {
            await SendAsync(
                HttpMethod.Patch, $"webhooks/{Gateway.World.ApplicationId}/{token}/messages/@original", new { content = "done" });
        }
    }

    private static JsonElement FirstInput(JsonElement data)
    {
        var row = data.GetProperty("components")[0];
        return (row.TryGetProperty("component", out var one) ? one : row.GetProperty("components")[0]).GetProperty("value");
    }

    private async Task SendAsync(HttpMethod method, string path, object body)
    {
        using var request = new HttpRequestMessage(method, new Uri($"{Gateway.Api}/{path}")) { Content = JsonContent.Create(body) };
        using var answer = await http.SendAsync(request, stop.Token);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }
}
