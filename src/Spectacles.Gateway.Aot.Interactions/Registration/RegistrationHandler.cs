using Spectacles.Gateway.CompilerServices;

namespace Spectacles.Gateway.Interactions;

/// <summary>
/// Registers the commands once, in the process with shard 0, when the shard receives events: after READY, or after RESUMED when it resumes
/// a stored session.
/// </summary>
internal sealed class RegistrationHandler(CommandRegistration registration) : IGatewayHandler
{
    private static readonly HandlerMethod[] Received = [Begins("READY"), Begins("RESUMED")];

    private int begun;

    /// <inheritdoc/>
    public IReadOnlyList<HandlerMethod> Methods => Received;

    /// <inheritdoc/>
    public ValueTask InvokeAsync(int method, in Dispatch dispatch, Shard shard, CancellationToken cancellationToken) =>
        shard.Id == 0 && Interlocked.Exchange(ref begun, 1) == 0 ? RegisterAsync(cancellationToken) : default;

    private static HandlerMethod Begins(string eventName) =>
        new(eventName, nameof(CommandRegistration), GatewayIntents.None) { RunsLong = true };

    private async ValueTask RegisterAsync(CancellationToken cancellationToken)
    {
        try
        {
            await registration.DeployAsync(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            // The exception is reported. The next session tries again.
            Volatile.Write(ref begun, 0);
            throw;
        }
    }
}
