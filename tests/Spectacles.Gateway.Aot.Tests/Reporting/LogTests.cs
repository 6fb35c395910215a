using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using static Spectacles.Gateway.Tests.MemoryGateway;

namespace Spectacles.Gateway.Tests;

public sealed class LogTests : IAsyncDisposable
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
        var ids = typeof(Log)
            .GetMethods()
            .Select(
                method =>
                    method.GetCustomAttributes(typeof(LoggerMessageAttribute), false)
                        .Cast<LoggerMessageAttribute>()
                        .SingleOrDefault()?.EventId)
            .OfType<int>()
            .ToList();

        Assert.NotEmpty(ids);
        Assert.Equal(ids.Distinct(), ids);
    }

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
        public ConcurrentQueue<(EventId Id, string Text, string Exception)> Lines { get; } = [];

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
            Lines.Enqueue((eventId, formatter(state, exception), exception?.ToString() ?? string.Empty));

        public void Dispose()
        {
        }
    }
}
