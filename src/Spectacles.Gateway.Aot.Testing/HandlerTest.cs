using System.Runtime.ExceptionServices;
using System.Text;
using Spectacles.Gateway.CompilerServices;

namespace Spectacles.Gateway.Testing;

/// <summary>
/// Runs a handler on one event without a socket, through the generated dispatch of a real shard with an in-memory connection.
/// </summary>
public static class HandlerTest
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);

    /// <summary>Dispatches an event to a handler and waits until the handler has finished.</summary>
    /// <param name="handler">A partial class with <see cref="GatewayEventAttribute"/>.</param>
    /// <param name="eventName">The event's name, such as <c>MESSAGE_CREATE</c>.</param>
    /// <param name="json">The event's data, the <c>d</c> of its message.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>What the handler sent on its <see cref="Shard"/>.</returns>
    /// <exception cref="ArgumentException">The handler has no method for the event.</exception>
    /// <exception cref="InvalidOperationException">The handler was generated for another version of the library.</exception>
    /// <exception cref="System.Text.Json.JsonException">The data is not valid JSON or does not fit the model.</exception>
    /// <exception cref="TimeoutException">The handler did not finish within 10 seconds.</exception>
    /// <remarks>Exceptions of the handler are rethrown with their stack.</remarks>
    public static async Task<HandlerRun> DispatchAsync(
        IGatewayHandler handler,
        string eventName,
        string json,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(handler);
        ArgumentNullException.ThrowIfNull(json);
        EmittedContract.ThrowIfUnknown(handler.Contract, handler.GetType());
        if (!handler.Methods.Any(method => method.EventName == eventName))
        {
            string handled = string.Join(", ", handler.Methods.Select(method => method.EventName));
            throw new ArgumentException(
                $"{handler.GetType().Name} has no method for {eventName}; it handles {handled}.", nameof(eventName));
        }

        Json.Validate(Encoding.UTF8.GetBytes(json));
        using var connection = new HandlerConnection();
        using var http = new HttpMessageInvoker(new HandlerApi());
        var gateway = new Gateway(HandlerApi.Token, new GatewayOptions { Http = http });
        GatewayError? error = null;
        var options = new ClusterOptions { ConnectionFactory = () => connection, HandlerTimeout = Deadline, StopTimeout = 4 * Deadline };
        await using (
            var cluster = new Cluster(gateway, options).AddHandler(
                new SingleEventHandler(handler, eventName, HandlerConnection.EventSequence)))
        {
            cluster.Error += reported => error ??= IsFailure(reported) ? reported : null;
            await cluster.SpawnAsync(cancellationToken);
            await connection.StartSessionAsync(cancellationToken);
            await connection.DispatchAsync(eventName, json, cancellationToken);

            // Stopping the cluster waits for the calls that have started.
        }

        if (error is { Exception: { } failure })
        {
            // Keeps the stack, which says where the handler threw.
            ExceptionDispatchInfo.Throw(failure);
        }

        return error is null ? new HandlerRun(connection.Sent) : throw new TimeoutException(error.Message);
    }

    // A payload in a test may leave fields out, and a debugged handler may take long.
    private static bool IsFailure(GatewayError error) =>
        error.Kind is not (GatewayErrorKind.AbsentField or GatewayErrorKind.HandlerBlocks or GatewayErrorKind.Warning);
}
