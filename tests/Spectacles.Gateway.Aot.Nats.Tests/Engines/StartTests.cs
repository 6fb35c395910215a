using NATS.Client.Core;
using NATS.Client.JetStream;
using NATS.Client.JetStream.Models;
using Spectacles.Gateway.Fleet;

namespace Spectacles.Gateway.Nats.Tests;

/// <summary>What can be wrong when an engine starts: one sentence each, and whether trying again is of use.</summary>
[Collection(nameof(OneServer))]
public sealed class StartTests(SharedServer shared)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task NATS_that_is_not_there_is_named_and_may_come_back()
    {
        NatsExecutable.Require();
        var exception = await FailAsync(TestOptions.For(TestOptions.NewPlan(), "nats://somebody:secret@127.0.0.1:9"));

        Assert.Contains("can't be reached at nats://127.0.0.1:9", exception.Message, StringComparison.Ordinal);
        Assert.False(exception.IsConfigurationError);
    }

    [Fact]
    public async Task Fleet_that_must_exist_is_not_created()
    {
        var options = TestOptions.For(TestOptions.NewPlan(), shared.Server.Url) with { MustExist = true };
        var exception = await FailAsync(options);
        await using (await NatsEngine.ConnectAsync(options with { MustExist = false }, Cancel))
        {
        }

        await using var engine = await NatsEngine.ConnectAsync(options, Cancel);

        Assert.True(exception.IsConfigurationError);
        Assert.Contains($"There is no fleet {options.Plan.Name} on NATS at nats://", exception.Message, StringComparison.Ordinal);
        Assert.Null(await engine.SharedState.ReadAsync("key", Cancel));
    }

    [Fact]
    public async Task Age_of_a_value_is_the_time_since_its_write()
    {
        await using var engine = await NatsEngine.ConnectAsync(TestOptions.For(TestOptions.NewPlan(), shared.Server.Url), Cancel);
        await engine.SharedState.TryWriteAsync("key", new byte[1], expectedRevision: 0, Cancel);

        var read = await engine.SharedState.ReadAsync("key", Cancel);
        await foreach (var change in engine.SharedState.WatchAsync("", Cancel))
        {
            // Both clocks are those of this machine.
            Assert.InRange(change.Entry!.Age!.Value, TimeSpan.Zero, TimeSpan.FromSeconds(20));
            break;
        }

        Assert.InRange(read!.Age!.Value, TimeSpan.Zero, TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task Server_without_JetStream_is_a_configuration_error()
    {
        await using var server = await NatsServer.StartAsync(new NatsServerSettings { HasJetStream = false });
        var exception = await FailAsync(TestOptions.For(TestOptions.NewPlan(), server.Url));

        Assert.Contains("JetStream is off", exception.Message, StringComparison.Ordinal);
        Assert.True(exception.IsConfigurationError);
    }

    [Theory]
    [InlineData("2.9.10", 0)]
    [InlineData("2.10.27", 0)]
    [InlineData("2.12.0", 0)]
    [InlineData("not a version", 1)]
    public void Older_server_is_a_configuration_error(string version, int level)
    {
        var exception = Assert.Throws<FleetException>(() => ServerCheck.ThrowIfTooOld(version, level));

        Assert.Contains($"nats-server {version}", exception.Message, StringComparison.Ordinal);
        Assert.Contains("2.11 or later", exception.Message, StringComparison.Ordinal);
        Assert.True(exception.IsConfigurationError);
    }

    [Theory]
    [InlineData("2.11.0", 1)]
    [InlineData("2.15.1", 5)]
    [InlineData("3.0.0-beta.1", 6)]
    public void Newer_server_is_accepted(string version, int level) => ServerCheck.ThrowIfTooOld(version, level);

    [Fact]
    public async Task Version_of_the_connected_server_is_checked()
    {
        await using var server = new OldServer("2.9.10");
        var exception = await FailAsync(TestOptions.For(TestOptions.NewPlan(), server.Url));

        Assert.Contains("nats-server 2.9.10", exception.Message, StringComparison.Ordinal);
        Assert.True(exception.IsConfigurationError);
    }

    [Fact]
    public async Task Wrong_password_and_a_missing_permission_are_configuration_errors()
    {
        await using var server = await NatsServer.StartAsync(NatsServerSettings.TwoUsers);
        var options = TestOptions.For(TestOptions.NewPlan(), server.Url);
        var unknown = await FailAsync(options with { Authentication = new NatsAuthOpts { Username = "all", Password = "wrong" } });
        var denied = await FailAsync(options with { Authentication = new NatsAuthOpts { Username = "few", Password = "few" } });

        Assert.Contains("refuses the user", unknown.Message, StringComparison.Ordinal);
        Assert.True(unknown.IsConfigurationError);
        Assert.Contains("$JS.API.STREAM.CREATE.FLEET_", denied.Message, StringComparison.Ordinal);
        Assert.True(denied.IsConfigurationError);
    }

    [Fact]
    public async Task Stream_of_another_shape_is_named_with_what_was_expected_and_found()
    {
        var plan = TestOptions.NewPlan();
        await using var connection = await shared.Server.ConnectAsync();
        var context = new NatsJSContext(connection);
        await context.CreateStreamAsync(
            new StreamConfig($"FLEET_{plan.Name}_EVENTS_0", [$"fleet.{plan.Name}.log.0.>"]) { MaxAge = TimeSpan.FromHours(1) }, Cancel);
        var exception = await FailAsync(TestOptions.For(plan, shared.Server.Url));

        string right = $"FLEET_{plan.Name}_EVENTS_0 has max_age 01:00:00 instead of 1.00:00:00";
        Assert.Contains(right, exception.Message, StringComparison.Ordinal);
        Assert.True(exception.IsConfigurationError);
    }

    [Fact]
    public async Task Same_options_find_what_other_options_do_not()
    {
        var options = TestOptions.For(TestOptions.NewPlan(partitions: 4), shared.Server.Url) with { Storage = NatsStorage.Memory };
        await using var first = await NatsEngine.ConnectAsync(options, Cancel);
        await using var second = await NatsEngine.ConnectAsync(options with { Role = NatsRole.Worker }, Cancel);

        var exception = await FailAsync(options with { Streams = 2 });
        Assert.Contains("subjects", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Server_without_room_for_the_streams_says_so()
    {
        await using var server = await NatsServer.StartAsync(new NatsServerSettings { JetStream = "max_file_store: 1MB" });
        var exception = await FailAsync(TestOptions.For(TestOptions.NewPlan(), server.Url));

        Assert.Contains("NATS has no room for the stream", exception.Message, StringComparison.Ordinal);
        Assert.False(exception.IsConfigurationError);
    }

    [Fact]
    public async Task Plan_that_needs_too_many_streams_and_consumers_is_refused_before_anything_is_created()
    {
        var exception = await FailAsync(TestOptions.For(TestOptions.NewPlan(partitions: 490), shared.Server.Url));

        Assert.Contains("501 streams, buckets and consumers", exception.Message, StringComparison.Ordinal);
        Assert.True(exception.IsConfigurationError);
    }

    [Fact]
    public async Task Worker_needs_no_right_to_the_state_of_the_nodes()
    {
        var plan = TestOptions.NewPlan();
        var options = TestOptions.For(plan, shared.Server.Url);
        await using var node = await NatsEngine.ConnectAsync(options, Cancel);
        await using var worker = await NatsEngine.ConnectAsync(options with { Role = NatsRole.Worker }, Cancel);

        await worker.SharedState.TryWriteAsync("key", "value"u8.ToArray(), 0, Cancel);
        await Assert.ThrowsAsync<FleetException>(async () => await worker.NodeState.ReadAsync("key", Cancel));
        await Assert.ThrowsAsync<FleetException>(async () => await worker.Events.TryOpenAsync(0, 1, Cancel));
    }

    [Fact]
    public void Options_do_not_show_secrets()
    {
        var options = TestOptions.For(TestOptions.NewPlan(), "nats://user:secret@host:4222");

        Assert.DoesNotContain("secret", options.ToString(), StringComparison.Ordinal);
    }

    private static async Task<FleetException> FailAsync(NatsEngineOptions options) =>
        await Assert.ThrowsAsync<FleetException>(() => NatsEngine.ConnectAsync(options, Cancel));
}
