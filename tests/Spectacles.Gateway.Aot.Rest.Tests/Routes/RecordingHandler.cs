using System.Net;
using System.Text;

namespace Spectacles.Gateway.Rest.Tests;

/// <summary>Records the request and answers with the same body every time.</summary>
internal sealed class RecordingHandler(string answer) : HttpMessageHandler
{
    /// <summary>The last request.</summary>
    public RecordedCall? Call { get; private set; }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        string body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        var headers = request.Headers.Concat(request.Content?.Headers ?? Enumerable.Empty<KeyValuePair<string, IEnumerable<string>>>());
        Call = new RecordedCall(
            request.Method.Method,
            request.RequestUri!.PathAndQuery,
            headers.ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase),
            body);
        return new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(answer, Encoding.UTF8, "application/json") };
    }
}
