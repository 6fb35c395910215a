using System.Net.Http.Headers;
using System.Text.Json;
using Spectacles.Gateway;
using Spectacles.Gateway.Events;

namespace PingBot;

/// <summary>The three REST calls of this bot. A real bot uses a library that handles Discord's rate limits: docs/rest.md.</summary>
internal sealed class DiscordRest : IDisposable
{
    private readonly HttpClient http;
    private int replies;

    public DiscordRest(Uri api, string token)
    {
        // A redirect would send the body, and the interaction token in the path, to another server.
        http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false })
        {
            BaseAddress = new Uri(api.AbsoluteUri.TrimEnd('/') + "/"),
            Timeout = TimeSpan.FromSeconds(10),
        };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bot", token);
        http.DefaultRequestHeaders.TryAddWithoutValidation(
            "User-Agent",
            "DiscordBot (PingBot, 1.0)"); // For a bot of your own: its address and its version.
    }

    /// <summary>The number of replies that Discord has accepted.</summary>
    public int Replies => Volatile.Read(ref replies);

    /// <summary>https://discord.com/developers/docs/interactions/application-commands#bulk-overwrite-global-application-commands</summary>
    public Task RegisterPingAsync(Snowflake applicationId, CancellationToken cancellationToken) =>
        SendAsync(
            HttpMethod.Put,
            $"applications/{applicationId}/commands",
            """[{"name":"ping","type":1,"description":"Answers pong"}]"""u8.ToArray(),
            cancellationToken);

    /// <summary>https://discord.com/developers/docs/interactions/receiving-and-responding#create-interaction-response</summary>
    public async Task AnswerAsync(InteractionCreate interaction, string content, CancellationToken cancellationToken)
    {
        await SendAsync(
            HttpMethod.Post,
            $"interactions/{interaction.Id}/{interaction.Token}/callback",
            Body(content, interactionType: 4),
            cancellationToken);
        Interlocked.Increment(ref replies);
    }

    /// <summary>https://discord.com/developers/docs/resources/message#create-message</summary>
    public async Task CreateMessageAsync(Snowflake channelId, string content, CancellationToken cancellationToken)
    {
        await SendAsync(HttpMethod.Post, $"channels/{channelId}/messages", Body(content, interactionType: null), cancellationToken);
        Interlocked.Increment(ref replies);
    }

    public void Dispose() => http.Dispose();

    private async Task SendAsync(HttpMethod method, string path, byte[] json, CancellationToken cancellationToken)
    {
        using var content = new ByteArrayContent(json) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        using var request = new HttpRequestMessage(method, path) { Content = content };
        using var response = await http.SendAsync(request, cancellationToken);
        response.EnsureSuccessStatusCode();
    }

    private static byte[] Body(string content, int? interactionType)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes))
        {
            writer.WriteStartObject();
            if (interactionType is { } type)
            {
                writer.WriteNumber("type"u8, type);
                writer.WriteStartObject("data"u8);
            }

            writer.WriteString("content"u8, content);
            if (interactionType is not null)
            {
                writer.WriteEndObject();
            }

            writer.WriteEndObject();
        }

        return bytes.ToArray();
    }
}
