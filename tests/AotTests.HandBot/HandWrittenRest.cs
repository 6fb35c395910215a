using System.Net.Http.Headers;
using System.Text.Json;
using Spectacles.Gateway;

namespace AotTests.HandBot;

/// <summary>A REST call as one writes it without a library: no rate limits, no repetition.</summary>
internal sealed class HandWrittenRest : IDisposable
{
    private readonly HttpClient http;

    public HandWrittenRest(Uri api, string token)
    {
        http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false })
        {
            BaseAddress = new Uri(api.AbsoluteUri.TrimEnd('/') + "/"),
            Timeout = TimeSpan.FromSeconds(10),
        };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bot", token);
        http.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", "DiscordBot (AotTests, 1.0)");
    }

    public async Task CreateMessageAsync(Snowflake channelId, string text, CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes))
        {
            writer.WriteStartObject();
            writer.WriteString("content"u8, text);
            writer.WriteEndObject();
        }

        using var content = new ByteArrayContent(bytes.ToArray());
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var request = new HttpRequestMessage(HttpMethod.Post, $"channels/{channelId}/messages") { Content = content };
        using var response = await http.SendAsync(request, cancellationToken);
        response.EnsureSuccessStatusCode();
    }

    public void Dispose() => http.Dispose();
}
