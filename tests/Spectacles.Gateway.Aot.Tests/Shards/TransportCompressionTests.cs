using System.Text;
using Spectacles.Gateway.Testing;

namespace Spectacles.Gateway.Tests;

public sealed class TransportCompressionTests : IAsyncDisposable
{
    private readonly LiveGateway live = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => live.DisposeAsync();

    [Theory]
    [InlineData("zlib-stream", "&compress=zlib-stream", Compression.ZlibStream)]
    [InlineData("zlib-stream of the runtime", "&compress=zlib-stream", Compression.ZlibStream)]
    [InlineData("zstd-stream", "&compress=zstd-stream", Compression.ZstdStream)]
    [InlineData("none", "", Compression.None)]
    public async Task Configured_compression_is_requested_and_kept_for_resumes(
        string chosen,
        string parameter,
        Compression expected)
    {
        var seen = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var compression = chosen switch
        {
            "none" => TransportCompression.None,
            "zlib-stream" => TransportCompression.ZlibStream,
            "zstd-stream" => TransportCompression.ZstdStream,
            _ => TransportCompression.RuntimeZlibStream,
        };
        var cluster = await live.MakeAsync(
            null,
            new ClusterOptions { TransportCompression = compression },
            new Handler("X", (in dispatch, _, _) =>
        {
            seen.TrySetResult(Encoding.UTF8.GetString(dispatch.Data));
            return default;
        }));
        await cluster.SpawnAsync(Cancel);
        await cluster.WaitForReadyAsync(Cancel).WaitAsync(LiveGateway.Patience, Cancel);
        live.Gateway.ConnectionOf(0).Drop();
        live.Gateway.DispatchToAll("X", "\"missed\"");

        Assert.Equal("\"missed\"", await seen.Task.WaitAsync(LiveGateway.Patience, Cancel));
        for (int connection = 0; connection < 2; connection++)
        {
            var opened = await live.Gateway.WaitForOpenAsync(Cancel);
            Assert.Equal($"v=10&encoding=json{parameter}", opened.Query);
            Assert.Equal(expected, opened.Compression);
        }
    }

    [Fact]
    public void Default_compression_is_the_zlib_stream_of_the_library() =>
        Assert.Same(TransportCompression.ZlibStream, new ClusterOptions().TransportCompression);

    [Fact]
    public void Custom_compression_is_named_in_the_URL_and_creates_an_inflater_per_connection()
    {
        int limit = 0;
        var own = new TransportCompression("own stream", maximum =>
        {
            limit = maximum;
            return TransportCompression.None.NewInflater(maximum);
        });

        using var inflater = own.NewInflater(2048);

        Assert.Equal(2048, limit);
        Assert.Equal("own stream", own.ToString());
        Assert.Equal(
            "wss://main.example/?v=10&compress=own%20stream",
            GatewayAddress.WithQuery(new Uri("wss://main.example"), "v=10", own.Name).AbsoluteUri);
        Assert.Throws<ArgumentException>(() => new TransportCompression("", _ => inflater));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Custom_compression_without_an_inflater_is_reported_and_leaves_no_open_connection(bool throws)
    {
        int connections = 0;
        var broken = new TransportCompression("own", _ => throws ? throw new InvalidDataException("no dictionary") : null!);
        var error = await FirstErrorAsync(
            new ClusterOptions
            {
                TransportCompression = broken,
                ConnectionFactory = () => throw new NotSupportedException($"connection {++connections}"),
            });

        Assert.Contains("TransportCompression", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, connections);
    }

    [Fact]
    public async Task Inflater_is_disposed_when_its_connection_is_not_created()
    {
        var inflater = new WatchedInflater();
        var error = await FirstErrorAsync(
            new ClusterOptions
            {
                TransportCompression = new("own", _ => inflater),
                ConnectionFactory = () => throw new NotSupportedException("no socket"),
            });

        Assert.Contains("no socket", error.Message, StringComparison.Ordinal);
        Assert.True(inflater.IsDisposed);
    }

    private async Task<GatewayError> FirstErrorAsync(ClusterOptions options)
    {
        var reported = new TaskCompletionSource<GatewayError>(TaskCreationOptions.RunContinuationsAsynchronously);
        var cluster = await live.MakeAsync(null, options);
        cluster.HearErrors(error => reported.TrySetResult(error));
        await cluster.SpawnAsync(Cancel);
        return await reported.Task.WaitAsync(LiveGateway.Patience, Cancel);
    }

    private sealed class WatchedInflater : IInflater
    {
        public bool IsDisposed { get; private set; }

        public ReadOnlySpan<byte> Message => [];

        public long MessageLength => 0;

        public bool TryInflate(ReadOnlyMemory<byte> frame, bool endOfMessage) => false;

        public void Release()
        {
        }

        public void Dispose() => IsDisposed = true;
    }
}
