using System.Net;
using System.Text;

namespace Spectacles.Gateway.Testing;

/// <summary>Responds to <c>GET /gateway/bot</c> without a network.</summary>
internal sealed class HandlerApi : HttpMessageHandler
{
    public const string Token = "memory.gateway.token";
    public const string Url = "ws://memory.invalid";

    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken) => new(HttpStatusCode.OK)
    {
        Content = new StringContent(
            $$$"""{"url":"{{{Url}}}","shards":1,"session_start_limit":{"total":1000,"remaining":1000,"reset_after":0,"max_concurrency":1}}""",
            Encoding.UTF8,
            "application/json"),
    };

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        Task.FromResult(Send(request, cancellationToken));
}
