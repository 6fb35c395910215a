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
    public async Task A_cluster_asks_for_what_its_options_say_and_resumes_with_the_same(
        string chosen,
        string parameter,
        Compression expected)
    {
        var seen = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var compression = chosen switch
        {
            "none" => TransportCompression.None,
            "zlib-stream" => TransportCompression.ZlibStream,
            "zstd-stream" => ZstdStream.Compression,
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
        await cluster.ReadyAsync(Cancel).WaitAsync(LiveGateway.Patience, Cancel);
        live.Gateway.ConnectionOf(0).Drop();
        live.Gateway.DispatchToAll("X", "\"missed\"");

        Assert.Equal("\"missed\"", await seen.Task.WaitAsync(LiveGateway.Patience, Cancel));
        for (int connection = 0; connection < 2; connection++)
        {
            var opened = await live.Gateway.OpenedAsync(Cancel);
            Assert.Equal($"v=10&encoding=json{parameter}", opened.Query);
            Assert.Equal(expected, opened.Compression);
        }
    }

    [Fact]
    public void The_default_is_the_librarys_own_zlib_stream() =>
        Assert.Same(TransportCompression.ZlibStream, new ClusterOptions().TransportCompression);

    [Fact]
    public void One_of_ones_own_has_its_name_in_the_address_and_makes_an_inflater_for_each_connection()
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
    public async Task One_that_makes_no_inflater_is_told_of_and_leaves_no_connection_behind(bool throws)
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
    public async Task Its_inflater_is_disposed_of_when_there_is_no_connection_for_it()
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
        cluster.Error += error => reported.TrySetResult(error);
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
