using System.Net;

namespace Spectacles.Gateway;

/// <summary>Sends the request that opens one web socket, and keeps a reference to its underlying stream.</summary>
/// <param name="http">The invoker that connects; it is not disposed.</param>
internal sealed class WebSocketUpgrade(HttpMessageInvoker http) : HttpMessageInvoker(Unused, disposeHandler: false)
{
    // The base class requires a handler, but `http` sends the requests.
    private static readonly SocketsHttpHandler Unused = new();

    /// <summary>The stream under the web socket; null until the server has accepted the upgrade.</summary>
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

    /// <summary>
    /// The content of the response, with a stream for both directions. <see cref="StreamContent"/> provides a read-only stream.
    /// </summary>
    private sealed class Content(UpgradedStream stream) : HttpContent
    {
        protected override Task<Stream> CreateContentReadStreamAsync() => Task.FromResult<Stream>(stream);

        protected override Stream CreateContentReadStream(CancellationToken cancellationToken) => stream;

        protected override Task SerializeToStreamAsync(Stream target, TransportContext? context) => throw new NotSupportedException();

        // ClientWebSocket may reject the response before it asks for the stream. Then nothing else closes the connection.
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
