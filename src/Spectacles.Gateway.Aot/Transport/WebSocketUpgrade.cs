using System.Net;

namespace Spectacles.Gateway;

/// <summary>Sends the request that opens one web socket, and keeps a view of the stream beneath it.</summary>
/// <param name="http">What dials; it is not disposed.</param>
internal sealed class WebSocketUpgrade(HttpMessageInvoker http) : HttpMessageInvoker(Unused, disposeHandler: false)
{
    // The base class wants a handler; what sends is `http`.
    private static readonly SocketsHttpHandler Unused = new();

    /// <summary>The stream beneath the web socket; null until the server has agreed.</summary>
    public UpgradedStream? Stream { get; private set; }

    public override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await http.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (response.StatusCode == HttpStatusCode.SwitchingProtocols)
        {
            try
            {
                Stream = new UpgradedStream(await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false));
            }
            catch
            {
                response.Dispose();
                throw;
            }

            response.Content = new Content(Stream);
        }

        return response;
    }

    /// <summary>A stream for both directions: <see cref="StreamContent"/> hands out one for reading only.</summary>
    private sealed class Content(UpgradedStream stream) : HttpContent
    {
        protected override Task<Stream> CreateContentReadStreamAsync() => Task.FromResult<Stream>(stream);

        protected override Stream CreateContentReadStream(CancellationToken cancellationToken) => stream;

        protected override Task SerializeToStreamAsync(Stream target, TransportContext? context) => throw new NotSupportedException();

        // ClientWebSocket may refuse the answer before it asks for the stream: then nobody else closes the connection.
        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                stream.Dispose();
            }

            base.Dispose(disposing);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
