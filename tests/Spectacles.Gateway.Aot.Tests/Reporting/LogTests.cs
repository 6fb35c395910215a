using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;
using static Spectacles.Gateway.Tests.MemoryGateway;

namespace Spectacles.Gateway.Tests;

public sealed partial class LogTests : IAsyncDisposable
{
    private const string Payload = "what-people-say";
    private readonly MemoryGateway gateway = new();
    private readonly Recorder recorder = new();

    public async ValueTask DisposeAsync()
    {
        await gateway.DisposeAsync();
        recorder.Dispose();
    }

    [Fact]
    public async Task Every_transition_is_logged_with_its_reason()
    {
        await LiveAsync();

        Assert.Equal(
            [
                "Shard 0: Idle -> Connecting (a new session)",
                "Shard 0: Connecting -> Identifying (HELLO)",
                "Shard 0: Identifying -> Ready (READY)",
                "Shard 0: Ready -> Disconnected (closed with 4000 (as Discord says): Discord had an unknown error.)",
                "Shard 0: Disconnected -> Connecting (to resume)",
                "Shard 0: Connecting -> Resuming (HELLO)",
                "Shard 0: Resuming -> Ready (RESUMED)",
                "Shard 0: Ready -> Disconnected (a message is not a JSON object with an opcode)",
                "Shard 0: Disconnected -> Connecting (to resume)",
            ],
            recorder.Lines.Where(line => line.Id.Id == 1).Select(line => line.Text));
        Assert.All(recorder.Lines, line => Assert.InRange(line.Id.Id, 1, 100));
    }

    [Fact]
    public async Task Neither_token_nor_session_nor_payload_is_ever_logged()
    {
        await LiveAsync();

        Assert.NotEmpty(recorder.Lines);
        foreach (string secret in new[] { Token, "\"first\"", "session_id", Payload })
        {
            Assert.DoesNotContain(recorder.Lines, line => line.Text.Contains(secret, StringComparison.Ordinal));
            Assert.DoesNotContain(recorder.Lines, line => line.Exception.Contains(secret, StringComparison.Ordinal));
            Assert.DoesNotContain(gateway.Errors, error => $"{error} {error.Exception}".Contains(secret, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Every_log_message_has_its_own_event_id()
    {
        var messages = Messages();

        Assert.NotEmpty(messages);
        Assert.Equal(messages.Select(one => one.Id).Distinct(), messages.Select(one => one.Id));
        Assert.DoesNotContain(null, messages.Select(one => one.Name));
        Assert.Equal(messages.Select(one => one.Name).Distinct(), messages.Select(one => one.Name));
    }

    [Fact]
    public void Document_lists_every_log_message() => Assert.Equal(
        Messages().Select(one => $"| {one.Id} | `{one.Name}` | {one.Level} | `{one.Template}` |"),
        File.ReadLines(Repository.PathOf("docs", "observability.md")).Where(line => LogRow().IsMatch(line)));

    [Fact]
    public void Values_have_the_names_of_the_template_and_its_formats()
    {
        Log.AllReady(recorder, 2, 1.25, 1);
        var line = Assert.Single(recorder.Lines);
        var values = Assert.IsType<IReadOnlyList<KeyValuePair<string, object?>>>(line.State, exactMatch: false);

        Assert.Equal("All shards (2) are READY, 1.3 s after the start; 1 of them resumed a stored session.", line.Text);
        Assert.Equal((10, "AllReady", LogLevel.Information), (line.Id.Id, line.Id.Name, line.Level));
        Assert.Equal(
            [
                new("Shards", 2), new("Seconds", 1.25), new("Resumed", 1),
                new(
                    "{OriginalFormat}",
                    "All shards ({Shards}) are READY, {Seconds:0.0} s after the start; {Resumed} of them resumed a stored session."),
            ],
            values);
    }

    [Fact]
    public async Task Operator_reads_two_lines_at_the_start_and_at_the_stop_and_one_for_each_loss_and_recovery()
    {
        var connection = await gateway.StartAsync(
            new ClusterOptions { LoggerFactory = recorder }, handlers: new Handler("OTHER", (in _, _, _) => default));
        connection.Receive("""{"op":9,"d":false}""");
        var second = await gateway.PassTimeUntilAsync(gateway.ConnectedAsync());
        second.Receive(Hello);
        await gateway.PassTimeUntilAsync(second.SentAsync());
        second.Receive("""{"op":9,"d":false}""");
        var third = await gateway.PassTimeUntilAsync(gateway.ConnectedAsync());
        third.Receive(Hello);
        await gateway.PassTimeUntilAsync(third.SentAsync());
        third.Receive(ReadyAgain);
        await gateway.Cluster!.WaitForReadyAsync(TestContext.Current.CancellationToken);
        await gateway.PassTimeUntilAsync(gateway.Cluster.StopAsync(TestContext.Current.CancellationToken));

        Assert.Equal(
            [
                "Spawning 1 of 1 shards with the intents None; 999 session starts remain.",
                "All shards (1) are READY, N s after the start; N of them resumed a stored session.",
                "Shard 0: The session was lost: the session is invalid (op 9, not resumable). Events after sequence 1 that were not "
                    + "received are lost. A new session begins in N s. [SessionLost]",
                "Shard 0: No session at wss://main.example: IDENTIFY was refused (op 9). Most likely, another session of this bot began "
                    + "less than 5 s before, for example in a process that was restarted or that runs elsewhere. The shard tries again in "
                    + "N s. [Connection]",
                "All lost shards have a session again. The longest outage lasted N s, on shard 0.",
                "Stopping 1 shards, in N s at most.",
                "The cluster has stopped.",
            ],
            recorder.Lines.Where(line => line.Level > LogLevel.Debug).Select(line => Numbers().Replace(line.Text, "N$1")));
    }

    [Fact]
    public async Task Start_that_resumes_names_the_handlers_that_are_not_called()
    {
        var store = new MemorySessionStore();
        var time = gateway.Time.GetUtcNow();
        await store.SaveAsync(
            new StoredSession
            {
                ShardId = 0,
                ShardCount = 1,
                SessionId = "stored",
                ResumeUrl = new Uri("wss://resume.example"),
                Sequence = 7,
                Intents = GatewayIntents.Guilds,
                ApiVersion = 10,
                ApplicationId = null,
                UserId = null,
                SavedAt = time,
            },
            TestContext.Current.CancellationToken);
        await gateway.Make(
            new ClusterOptions { LoggerFactory = recorder, SessionStore = store },
            new GuildDirectory(),
            new Handler("READY", (in _, _, _) => default),
            new Handler("OTHER", (in _, _, _) => default)).SpawnAsync(TestContext.Current.CancellationToken);
        var connection = await gateway.ConnectedAsync();
        connection.Receive(Hello);
        await connection.SentAsync();
        connection.Receive(Event("RESUMED", 8));
        await LiveGateway.UntilAsync(() => recorder.Lines.Any(line => line.Id.Name == "HandlersNotCalled"));

        Assert.EndsWith(
            "Not called for them: GuildDirectory, Handler.Handle.",
            Assert.Single(recorder.Lines, line => line.Id.Name == "HandlersNotCalled").Text,
            StringComparison.Ordinal);
    }

    private static LogMessage[] Messages() =>
        [.. typeof(Log).GetFields().Select(field => field.GetValue(null)).Cast<LogMessage>().OrderBy(one => one.Id)];

    [GeneratedRegex(@"^\| \d+ \| `")]
    private static partial Regex LogRow();

    [GeneratedRegex(@"\d+(?:\.\d)?( s (?:after|at most)| of them| s\.| s, on)")]
    private static partial Regex Numbers();

    /// <summary>
    /// A life with everything that is logged: an event, a handler that throws, a model that does not fit, a close, a message that can't be
    /// read.
    /// </summary>
    private async Task LiveAsync()
    {
        var connection = await gateway.StartAsync(
            new ClusterOptions { LoggerFactory = recorder },
            new Handler("A", (in _, _, _) => throw new InvalidOperationException("a handler's own words")),
            new Handler("MESSAGE_CREATE", (in dispatch, _, _) =>
            {
                dispatch.Model<Spectacles.Gateway.Events.MessageCreate>();
                return default;
            }));
        connection.Receive(Event("A", 2, $$"""{"content":"{{Payload}}"}"""));
        connection.Receive(Event("MESSAGE_CREATE", 3, $$"""{"id":"{{Payload}}","content":["{{Payload}}"]}"""));
        connection.Receive(Event("MESSAGE_CREATE", 4, $$"""{"content":"{{Payload}}"}"""));
        connection.CloseFromServer(4000, "as Discord says");
        var second = await gateway.PassTimeUntilAsync(gateway.ConnectedAsync());
        second.Receive(Hello);
        await second.SentAsync();
        second.Receive(Event("RESUMED", 5));
        second.Receive($"{Payload}{Token}");
        await gateway.PassTimeUntilAsync(gateway.ConnectedAsync());
    }

    private sealed class Recorder : ILoggerFactory, ILogger
    {
        public ConcurrentQueue<(EventId Id, LogLevel Level, string Text, string Exception, object? State)> Lines { get; } = [];

        public void AddProvider(ILoggerProvider provider)
        {
        }

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState,
            Exception?,
            string> formatter) =>
            Lines.Enqueue((eventId, logLevel, formatter(state, exception), exception?.ToString() ?? string.Empty, state));

        public void Dispose()
        {
        }
    }
}
