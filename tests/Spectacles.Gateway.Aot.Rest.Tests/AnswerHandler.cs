namespace Spectacles.Gateway.Rest.Tests;

/// <summary>A handler that answers by a function.</summary>
internal sealed class AnswerHandler(Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> answer) : HttpMessageHandler
{
    /// <summary>The number of requests.</summary>
    public int Requests { get; private set; }

    /// <summary>Creates a client that sends its requests to the handler.</summary>
    public BotRest Client(BotRestOptions? options = null) =>
        new(TestToken.Text, (options ?? new BotRestOptions()) with { Http = new HttpMessageInvoker(this) });

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Requests++;
        return answer(request, cancellationToken);
    }
}
