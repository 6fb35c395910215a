using System.Text;

namespace Spectacles.Gateway.Testing.Tests;

/// <summary>Sends REST calls with the bot's token, as one HTTP request each.</summary>
internal sealed class RestClient : IDisposable
{
    private readonly HttpClient http = new();
    private readonly SimulatedGateway gateway;

    public RestClient(SimulatedGateway gateway)
    {
        this.gateway = gateway;
        http.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", $"Bot {gateway.Token}");
        Messages = $"/channels/{gateway.World.Guilds[0].TextChannels[0].Id}/messages";
    }

    /// <summary>The path of the first channel's messages.</summary>
    public string Messages { get; }

    public Task<RestResponse> SayAsync(string? path = null) => SendAsync("POST", path ?? Messages, """{"content":"x"}""");

    public async Task<RestResponse> SendAsync(string method, string path, string? body = null, bool isBot = true)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(gateway.Api + path));
        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        }

        using var anonymous = new HttpClient();
        using var response = await (isBot ? http : anonymous).SendAsync(request, TestContext.Current.CancellationToken);
        return new RestResponse(
            (int)response.StatusCode,
            await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
            response.Content.Headers.ContentType?.MediaType,
            response.Headers.ToDictionary(
                header => header.Key, header => string.Join(',', header.Value), StringComparer.OrdinalIgnoreCase));
    }

    public void Dispose() => http.Dispose();
}
