namespace Spectacles.Gateway.Testing;

/// <content>What clients do: the observations so far, and waits for the next.</content>
public sealed partial class SimulatedGateway
{
    /// <summary>The newest 10,000 violations of the protocol by clients.</summary>
    public IReadOnlyList<Violation> Violations => state.Journal.Violations.Snapshot();

    /// <summary>The newest 10,000 payloads from clients.</summary>
    public IReadOnlyList<ReceivedPayload> Received => state.Journal.Received.Snapshot();

    /// <summary>The newest 10,000 REST calls from clients.</summary>
    public IReadOnlyList<RestCall> Calls => state.Journal.Calls.Snapshot();

    /// <summary>The newest 10,000 messages and interaction responses of the bot.</summary>
    public IReadOnlyList<Reply> Replies => state.Journal.Replies.Snapshot();

    /// <summary>What happened, in order.</summary>
    public Transcript Transcript => state.Journal.Transcript;

    /// <summary>The counts since the start.</summary>
    public GatewayCounters Counters => new(
        state.Journal.OpenedCount,
        state.Journal.Identifies,
        state.Journal.Resumes,
        state.Sessions.Dispatched,
        state.Journal.ReplyCount,
        state.Journal.ViolationCount,
        state.Journal.UnknownRoutes);

    /// <summary>
    /// Raised at once for each violation, also of bots that were added, on the thread of the connection: return quickly.
    /// </summary>
    public event Action<Violation>? Violated
    {
        add => state.Journal.OnViolation += value;
        remove => state.Journal.OnViolation -= value;
    }

    /// <summary>
    /// Raised at once for each REST call whose route is not simulated, also of bots that were added, on the thread of the call: return
    /// quickly.
    /// </summary>
    public event Action<RestCall>? UnknownRouteCalled
    {
        add => state.Journal.OnUnknownRoute += value;
        remove => state.Journal.OnUnknownRoute -= value;
    }

    /// <summary>Waits for a payload with this opcode. The gateway has responded to it when the wait completes.</summary>
    /// <exception cref="TimeoutException">None arrived within the observation timeout.</exception>
    public Task<ReceivedPayload> WaitForPayloadAsync(Opcode opcode, CancellationToken cancellationToken = default) =>
        state.Journal.Received.TakeAsync($"{opcode} from a client", payload => payload.Opcode == opcode, cancellationToken);

    /// <summary>Waits for a payload that matches the predicate.</summary>
    /// <inheritdoc cref="WaitForPayloadAsync(Opcode, CancellationToken)"/>
    public Task<ReceivedPayload> WaitForPayloadAsync(
        Func<ReceivedPayload,
        bool> predicate,
        CancellationToken cancellationToken = default) =>
        state.Journal.Received.TakeAsync("matching payload from a client", predicate, cancellationToken);

    /// <summary>Waits for a client to connect.</summary>
    /// <exception cref="TimeoutException">None did within the observation timeout.</exception>
    public Task<ConnectionOpened> WaitForOpenAsync(CancellationToken cancellationToken = default) =>
        state.Journal.Opened.TakeAsync("connection", static _ => true, cancellationToken);

    /// <summary>Waits for the end of a connection.</summary>
    /// <exception cref="TimeoutException">None ended within the observation timeout.</exception>
    public Task<ConnectionClosed> WaitForCloseAsync(CancellationToken cancellationToken = default) =>
        state.Journal.Closed.TakeAsync("end of a connection", static _ => true, cancellationToken);

    /// <summary>Waits for a message or an interaction response of the bot that was answered with 2xx.</summary>
    /// <exception cref="TimeoutException">None was sent within the observation timeout.</exception>
    public Task<Reply> WaitForReplyAsync(CancellationToken cancellationToken = default) =>
        state.Journal.Replies.TakeAsync("reply of the bot", static _ => true, cancellationToken);

    /// <summary>Waits for a message or an interaction response of the bot with a text.</summary>
    /// <param name="text">A part of the text.</param>
    /// <param name="timeout">The longest time to wait, in real time; null for the observation timeout.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <exception cref="TimeoutException">None was sent in this time. The message contains the transcript.</exception>
    public Task<Reply> WaitForReplyAsync(string text, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        state.Journal.Replies.TakeAsync(
            $"reply of the bot with \"{text}\"",
            reply => reply.Content?.Contains(text, StringComparison.Ordinal) == true,
            cancellationToken,
            timeout);

    /// <summary>Waits for a REST call, such as <c>PUT</c> of <c>/applications/…/commands</c>.</summary>
    /// <exception cref="TimeoutException">None arrived within the observation timeout.</exception>
    public Task<RestCall> WaitForCallAsync(Func<RestCall, bool> predicate, CancellationToken cancellationToken = default) =>
        state.Journal.Calls.TakeAsync("matching REST call", predicate, cancellationToken);

    /// <summary>Waits for a violation of the protocol by a client.</summary>
    /// <exception cref="TimeoutException">None did within the observation timeout.</exception>
    public Task<Violation> WaitForViolationAsync(CancellationToken cancellationToken = default) =>
        state.Journal.Violations.TakeAsync("violation", static _ => true, cancellationToken);
}
