using System.Net.Http.Headers;
using System.Text;

namespace Spectacles.Gateway.WholeProcess;

/// <summary>
/// The floor: an HttpClient that sends constant bytes to a constant address, and reads the bytes of the answer into one buffer.
/// </summary>
internal sealed class BareClient : ICallClient
{
    public static readonly byte[] MessageBody = Encoding.UTF8.GetBytes(
        $$$"""{"content":"{{{Calls.Message}}}","allowed_mentions":{"parse":[],"replied_user":true},"""
        + "\"nonce\":\"5612345678901234567\",\"enforce_nonce\":true}");

    public static readonly byte[] AnswerBody = Encoding.UTF8.GetBytes(
        $$$$"""{"type":4,"data":{"content":"{{{{Calls.Message}}}}","allowed_mentions":{"parse":[],"replied_user":true}}}""");

    private static readonly MediaTypeHeaderValue Json = new("application/json");

    private readonly HttpClient http = new();
    private readonly Uri address;
    private readonly byte[] body;
    private readonly byte[] answer = new byte[16 * 1024];

    public BareClient(string address, byte[] body, string? authorization = null)
    {
        this.address = new Uri(address);
        this.body = body;
        http.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", "DiscordBot (https://example.org, 1.0)");
        if (authorization is not null)
        {
            http.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", authorization);
        }
    }

    public async Task CallAsync()
    {
        using var content = new ByteArrayContent(body) { Headers = { ContentType = Json } };
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = content };
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        response.EnsureSuccessStatusCode();
        await using var stream = await response.Content.ReadAsStreamAsync();
        while (await stream.ReadAsync(answer) > 0)
        {
        }
    }

    public void Dispose() => http.Dispose();
}
