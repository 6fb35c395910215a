using System.Net.WebSockets;
using System.Text;
using static Spectacles.Gateway.Tests.MemoryGateway;

namespace Spectacles.Gateway.Tests;

/// <summary>A connection of the user's own does what no connection of ours would.</summary>
public sealed class ForeignConnectionTests : IAsyncDisposable
{
    private readonly MemoryGateway gateway = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => gateway.DisposeAsync();

    [Theory]
    [InlineData("connect")]
    [InlineData("receive")]
    [InlineData("send")]
    public async Task Any_exception_of_a_custom_connection_leads_to_another_connection(string where)
    {
        int calls = 0;
        var connected = new TaskCompletionSource<MemoryConnection>();
        await gateway.Make(
            null, [], () => ++calls == 1 ? new ThrowingConnection(where) : new MemoryConnection(connected.SetResult)).SpawnAsync(Cancel);

        var next = await gateway.PassTimeUntilAsync(connected.Task);
        next.Receive(Hello);
        await gateway.PassTimeUntilAsync(next.SentAsync(2));

        Assert.Equal(where == "send", gateway.Errors.All(error => error.Exception is not NotSupportedException));
    }

    [Fact]
    public async Task Custom_connection_that_does_not_open_times_out()
    {
        int calls = 0;
        var connected = new TaskCompletionSource<MemoryConnection>();
        await gateway.Make(
            null, [], () => ++calls == 1 ? new ThrowingConnection("never") : new MemoryConnection(connected.SetResult)).SpawnAsync(Cancel);
        var before = gateway.Time.GetUtcNow();

        await gateway.PassTimeUntilAsync(connected.Task);

        Assert.InRange(gateway.Time.GetUtcNow() - before, TimeSpan.FromSeconds(29), TimeSpan.FromSeconds(40));
        Assert.Contains("the connection did not open", Assert.Single(gateway.Errors).Message, StringComparison.Ordinal);
    }

    private sealed class ThrowingConnection(string where) : IGatewayConnection
    {
        private readonly TaskCompletionSource aborted = new();
        private bool greeted;

        public int? PeerCloseCode => null;

        public string? PeerCloseReason => null;

        public ValueTask ConnectAsync(Uri address, CancellationToken cancellationToken) =>
            where == "never" ? new ValueTask(aborted.Task) : At("connect");

        public async ValueTask<ValueWebSocketReceiveResult> ReceiveAsync(Memory<byte> buffer, CancellationToken abort)
        {
            await At("receive");
            if (greeted)
            {
                await aborted.Task;
            }

            greeted = true;
            return new ValueWebSocketReceiveResult(Encoding.UTF8.GetBytes(Hello, buffer.Span), WebSocketMessageType.Text, true);
        }

        public ValueTask SendAsync(ReadOnlyMemory<byte> message, CancellationToken abort) => At("send");

        public ValueTask CloseAsync(int code, string reason, CancellationToken abort) => At("send");

        public void Abort() => aborted.TrySetException(new IOException("aborted"));

        public void Dispose() => Abort();

        private ValueTask At(string here) => here == where ? throw new NotSupportedException(here) : default;
    }
}
