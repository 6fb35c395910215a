using NATS.Client.Core;
using NATS.Client.JetStream;
using NATS.Client.KeyValueStore;
using Spectacles.Gateway.Fleet;

namespace Spectacles.Gateway.Nats.Tests;

/// <summary>The buckets, as others see them.</summary>
[Collection(nameof(OneServer))]
public sealed class BucketTests(SharedServer shared)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Other_clients_of_NATS_can_read_and_change_the_state()
    {
        await using var engine = await NatsEngine.ConnectAsync(TestOptions.For(TestOptions.NewPlan(), shared.Server.Url), Cancel);
        await engine.SharedState.TryWriteAsync("a.b", "1"u8.ToArray(), 0, Cancel);
        await using var connection = await shared.Server.ConnectAsync();
        var store = await new NatsKVContext(new NatsJSContext(connection)).GetStoreAsync($"FLEET_{engine.Plan.Name}_SHARED", Cancel);

        Assert.Equal("1", (await store.GetEntryAsync<string>("a.b", cancellationToken: Cancel)).Value);
        ulong revision = await store.PutAsync("a.b", "2", cancellationToken: Cancel);
        Assert.Equal((long)revision, (await engine.SharedState.ReadAsync("a.b", Cancel))!.Revision);
        await store.DeleteAsync("a.b", cancellationToken: Cancel);
        Assert.Null(await engine.SharedState.ReadAsync("a.b", Cancel));
        Assert.NotNull(await engine.SharedState.TryWriteAsync("a.b", "3"u8.ToArray(), 0, Cancel));
    }

    [Fact]
    public async Task Fences_are_not_among_the_keys_of_the_nodes()
    {
        await using var engine = await NatsEngine.ConnectAsync(TestOptions.For(TestOptions.NewPlan(), shared.Server.Url), Cancel);
        await engine.Events.TryOpenAsync(0, 1, Cancel);

        await foreach (var change in engine.NodeState.WatchAsync("", Cancel))
        {
            Assert.True(change.IsCurrent);
            break;
        }
    }

    [Theory]
    [InlineData("a.")]
    [InlineData(".a")]
    [InlineData("a..b")]
    [InlineData("a.*")]
    public async Task Key_or_name_that_is_no_word_of_a_subject_is_refused(string key)
    {
        await using var engine = await NatsEngine.ConnectAsync(TestOptions.For(TestOptions.NewPlan(), shared.Server.Url), Cancel);

        await Assert.ThrowsAsync<ArgumentException>(async () => await engine.SharedState.TryWriteAsync(key, default, 0, Cancel));
        await Assert.ThrowsAsync<ArgumentException>(async () => await engine.Requests.SendAsync(key, default, Cancel));
        await Assert.ThrowsAsync<ArgumentException>(async () => await engine.Events.DeadLetters.CountAsync("*", Cancel));
    }

    [Fact]
    public async Task Worker_without_the_rights_of_a_node_works()
    {
        var plan = TestOptions.NewPlan();
        string nodes = $"FLEET_{plan.Name}_NODES";
        await using var server = await NatsServer.StartAsync(new NatsServerSettings
        {
            Configuration = $$"""
                accounts {
                  A {
                    jetstream: enabled
                    users: [
                      { user: node, password: node }
                      {
                        user: worker, password: worker
                        permissions: {
                          publish: { deny: [
                            "$KV.{{nodes}}.>", "$JS.API.STREAM.*.KV_{{nodes}}", "$JS.API.STREAM.MSG.*.KV_{{nodes}}",
                            "$JS.API.DIRECT.GET.KV_{{nodes}}.>", "$JS.API.CONSUMER.CREATE.KV_{{nodes}}.>", "$JS.API.STREAM.CREATE.>"
                          ] }
                          subscribe: { deny: ["$KV.{{nodes}}.>"] }
                        }
                      }
                    ]
                  }
                }
                no_auth_user: node
                """,
        });
        var options = TestOptions.For(plan, server.Url);
        var asWorker = options with { Authentication = new NatsAuthOpts { Username = "worker", Password = "worker" } };
        await using var node = await NatsEngine.ConnectAsync(options, Cancel);
        await using var worker = await NatsEngine.ConnectAsync(asWorker with { Role = NatsRole.Worker }, Cancel);
        var query = new DeliveryQuery { WorkerGroup = "workers" };
        await TestRecords.BeginAsync(worker, query, Cancel);
        var owner = (await node.Events.TryOpenAsync(0, 1, Cancel))!;
        Assert.True(await TestRecords.AppendAsync(owner, 1, Cancel));

        Assert.Contains(1, await TestRecords.ReadUntilAsync(worker, query, 1, Cancel));
        var refused = await Assert.ThrowsAsync<FleetException>(() => NatsEngine.ConnectAsync(asWorker, Cancel));
        Assert.True(refused.IsConfigurationError);
        Assert.Contains($"KV_{nodes}", refused.Message, StringComparison.Ordinal);
    }
}
