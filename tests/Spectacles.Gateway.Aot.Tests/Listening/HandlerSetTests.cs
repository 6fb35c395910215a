using System.Collections.Concurrent;

namespace Spectacles.Gateway.Tests;

public sealed class HandlerSetTests : IAsyncDisposable
{
    private readonly MemoryGateway gateway = new();
    private readonly ConcurrentQueue<string> warnings = new();

    public ValueTask DisposeAsync() => gateway.DisposeAsync();

    [Fact]
    public void Same_instance_is_refused_by_a_cluster()
    {
        var handler = new Handler("A", (in _, _, _) => default);
        var cluster = gateway.Make(null, handler, new Handler("A", (in _, _, _) => default));

        var error = Assert.Throws<InvalidOperationException>(() => cluster.AddHandler(handler));

        Assert.Equal(
            "This instance of Handler was added before, so each event would be handled twice. Add an instance once.", error.Message);
    }

    [Fact]
    public async Task Same_instance_is_refused_by_a_dispatcher()
    {
        var handler = new Handler("A", (in _, _, _) => default);
        await using var dispatcher = new MemoryDispatcher().Make(handler);

        Assert.Throws<InvalidOperationException>(() => dispatcher.AddHandler(handler));
    }

    [Fact]
    public async Task Start_without_handlers_and_listeners_is_a_warning()
    {
        await StartAsync(gateway.Make());

        Assert.Contains(ErrorListening.NoHandler, Assert.Single(warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_with_a_handler_is_no_warning()
    {
        await StartAsync(gateway.Make(null, new Handler("A", (in _, _, _) => default)));

        Assert.Empty(warnings);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Start_with_a_listener_is_no_warning(bool ofMessages)
    {
        var cluster = gateway.Make();
        using var listener = ofMessages ? null : Spectacles.Gateway.Events.NamedEvents.On(cluster, "A", (_, _) => { });
        if (ofMessages)
        {
            cluster.Received += (_, _) => { };
        }

        await StartAsync(cluster);

        Assert.Empty(warnings);
    }

    [Fact]
    public void Handler_without_methods_is_refused() =>
        Assert.Contains(
            "Nothing has no method",
            Assert.Throws<InvalidOperationException>(() => gateway.Make(null, new Nothing())).Message,
            StringComparison.Ordinal);

    private async Task StartAsync(Cluster cluster)
    {
        cluster.Error += error => warnings.Enqueue(error.Message);
        await cluster.SpawnAsync(TestContext.Current.CancellationToken);
        await gateway.ConnectedAsync();
    }

    private sealed class Nothing : IGatewayHandler
    {
        public IReadOnlyList<CompilerServices.HandlerMethod> Methods => [];

        public ValueTask InvokeAsync(int method, in Dispatch dispatch, Shard shard, CancellationToken cancellationToken) => default;
    }
}
