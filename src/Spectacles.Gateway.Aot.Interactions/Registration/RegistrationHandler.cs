using Spectacles.Gateway.CompilerServices;

namespace Spectacles.Gateway.Interactions;

/// <summary>
/// Registers the commands once, in the process with shard 0, when the shard receives events: after READY, or after RESUMED when it resumes
/// a stored session.
/// </summary>
/// <param name="name">How errors name it.</param>
/// <param name="deploy">Registers the commands.</param>
internal sealed class RegistrationHandler(string name, Func<CancellationToken, Task> deploy) : IGatewayHandler
{
    private int begun;

    /// <inheritdoc/>
    public IReadOnlyList<HandlerMethod> Methods { get; } = [Begins("READY", name), Begins("RESUMED", name)];

    /// <inheritdoc/>
    public ValueTask InvokeAsync(int method, in Dispatch dispatch, Shard shard, CancellationToken cancellationToken) =>
        shard.Id == 0 && Interlocked.Exchange(ref begun, 1) == 0 ? RegisterAsync(cancellationToken) : default;

    private static HandlerMethod Begins(string eventName, string name) =>
        new(eventName, name, GatewayIntents.None) { RunsLong = true };

    private async ValueTask RegisterAsync(CancellationToken cancellationToken)
    {
        try
        {
            await deploy(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            // The exception is reported. The next session tries again.
            Volatile.Write(ref begun, 0);
            throw;
        }
    }
}
