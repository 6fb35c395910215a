using System.Text;

namespace Spectacles.Gateway.Testing;

/// <summary>Runs a handler on one event without a socket: through the emitted dispatch, on a real shard whose connection is in memory.</summary>
public static class HandlerTest
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);

    /// <summary>Gives an event to a handler, and waits for it to finish.</summary>
    /// <param name="handler">A partial class with <see cref="GatewayEventAttribute"/>.</param>
    /// <param name="eventName">The event's name, such as <c>MESSAGE_CREATE</c>.</param>
    /// <param name="json">The event's data, the <c>d</c> of its message.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What the handler sent on its <see cref="Shard"/>.</returns>
    /// <exception cref="ArgumentException">The handler has no method for the event.</exception>
    /// <exception cref="System.Text.Json.JsonException">The data is not JSON, or does not fit the model.</exception>
    /// <exception cref="TimeoutException">The handler did not finish within 10 seconds.</exception>
    /// <remarks>What the handler throws is thrown.</remarks>
    public static async Task<HandlerRun> DispatchAsync(IGatewayHandler handler, string eventName, string json, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(handler);
        ArgumentNullException.ThrowIfNull(json);
        if (!handler.Methods.Any(method => method.Event == eventName))
        {
            throw new ArgumentException($"{handler.GetType().Name} has no method for {eventName}; it handles {string.Join(", ", handler.Methods.Select(method => method.Event))}.", nameof(eventName));
        }

        Json.Validate(Encoding.UTF8.GetBytes(json));
        using var connection = new MemoryConnection();
        using var http = new HttpMessageInvoker(new MemoryApi());
        var gateway = new Gateway(MemoryApi.Token, new GatewayOptions { Http = http });
        GatewayError? error = null;
        var options = new ClusterOptions { ConnectionFactory = () => connection, HandlerTimeout = Deadline, StopDeadline = 4 * Deadline };
        await using (var cluster = new Cluster(gateway, options).AddHandler(new SingleEventHandler(handler, eventName, MemoryConnection.EventSequence)))
        {
            cluster.Error += reported => error ??= IsFailure(reported) ? reported : null;
            await cluster.SpawnAsync(cancellationToken);
            await connection.StartSessionAsync(cancellationToken);
            await connection.DispatchAsync(eventName, json, cancellationToken);

            // The stop of the cluster waits for the calls that have begun.
        }

        return error is null ? new HandlerRun(connection.Sent) : throw error.Exception ?? new TimeoutException(error.Message);
    }

    // A test's payload has what the test is about, and its handler may take its time.
    private static bool IsFailure(GatewayError error) => error.Kind is not (GatewayErrorKind.AbsentField or GatewayErrorKind.HandlerBlocks);
}
