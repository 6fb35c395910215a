using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Spectacles.Gateway.Rest.Tests;

/// <summary>A server on loopback that answers one request with the bytes that it is told.</summary>
internal sealed class OneAnswer : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly TaskCompletionSource<string> request = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task answering;

    /// <param name="answer">The response, with its headers.</param>
    /// <param name="keepsOpen">Whether the connection stays open after it.</param>
    public OneAnswer(string answer, bool keepsOpen = false)
    {
        listener.Start();
        answering = AnswerAsync(answer, keepsOpen);
    }

    public Uri Origin => new($"http://{listener.LocalEndpoint}");

    /// <summary>The request's line and headers, once the response is written.</summary>
    public Task<string> Request => request.Task;

    public async ValueTask DisposeAsync()
    {
        ended.SetResult();
        listener.Dispose();
        await answering;
    }

    private async Task AnswerAsync(string answer, bool keepsOpen)
    {
        try
        {
            using var connection = await listener.AcceptTcpClientAsync();
            await using var stream = connection.GetStream();
            var text = new StringBuilder();
            byte[] buffer = new byte[4096];
            while (!text.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
            {
                int read = await stream.ReadAsync(buffer);
                text.Append(Encoding.ASCII.GetString(buffer, 0, read));
            }

            await stream.WriteAsync(Encoding.ASCII.GetBytes(answer));
            request.SetResult(text.ToString());
            if (keepsOpen)
            {
                await ended.Task;
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            request.TrySetException(exception);
        }
    }
}
