using System.Text;
using System.Text.Json;

namespace Spectacles.Gateway.Testing.Tests;

/// <summary>A bot that registers commands and answers interactions over HTTP, with one session on the gateway.</summary>
internal sealed class CommandBot : IAsyncDisposable
{
    private readonly HttpClient http;

    private CommandBot(SimulatedGateway gateway, RawClient client)
    {
        (Gateway, Client) = (gateway, client);
        http = DiscordAnswers.Client(gateway);
    }

    public SimulatedGateway Gateway { get; }

    public RawClient Client { get; }

    public SimulatedGuild Guild => Gateway.World.Guilds[0];

    /// <summary>The path of the global commands.</summary>
    public string Commands => $"applications/{Gateway.World.ApplicationId}/commands";

    /// <summary>The path of the guild's commands.</summary>
    public string GuildCommands => $"applications/{Gateway.World.ApplicationId}/guilds/{Guild.Id}/commands";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Starts a gateway, connects, and registers global commands, which are a JSON array.</summary>
    public static async Task<CommandBot> StartAsync(string commands = "[]", WorldDescription? world = null)
    {
        var gateway = await SimulatedGateway.StartAsync(new SimulatedGatewayOptions { World = world }, Cancel);
        var bot = new CommandBot(gateway, await RawClient.WaitForReadyAsync(gateway));
        var registered = await bot.SendAsync("PUT", bot.Commands, commands);
        Assert.Equal("", registered.Status == 200 ? "" : registered.Json.GetRawText());
        return bot;
    }

    /// <summary>Calls the API. What it answers when it accepts the call has the form that Discord describes.</summary>
    public async Task<(int Status, JsonElement Json)> SendAsync(
        string method,
        string path,
        string? body = null,
        string scheme = "Bot",
        string? locale = null,
        string localeHeader = "X-Discord-Locale")
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri($"{Gateway.Api}/{path}"));
        request.Headers.TryAddWithoutValidation("Authorization", $"{scheme} {Gateway.Token}");
        if (locale is not null)
        {
            request.Headers.TryAddWithoutValidation(localeHeader, locale);
        }

        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await http.SendAsync(request, Cancel);
        string text = await response.Content.ReadAsStringAsync(Cancel);
        return ((int)response.StatusCode, text.Length == 0 ? default : JsonDocument.Parse(text).RootElement);
    }

    /// <summary>The next event, which is an interaction.</summary>
    public async Task<JsonElement> NextInteractionAsync() => (await Client.ExpectAsync("INTERACTION_CREATE")).Data;

    /// <summary>Answers an interaction, which Discord accepts.</summary>
    public async Task RespondAsync(JsonElement interaction, string answer)
    {
        string path = $"interactions/{interaction.GetProperty("id")}/{interaction.GetProperty("token")}/callback";
        var response = await SendAsync("POST", path, answer);
        Assert.Equal("", response.Status == 204 ? "" : response.Json.GetRawText());
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await Client.DisposeAsync();
        await Gateway.DisposeAsync();
    }
}
