using System.Diagnostics.CodeAnalysis;

namespace Spectacles.Gateway;

/// <summary>
/// A <c>GET /gateway/bot</c> whose answer several callers share. The creator and each caller that joins must call <see cref="WaitAsync"/>.
/// The request is canceled when all of them have stopped waiting.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "The source of a token that has no timer holds nothing.")]
internal sealed class GatewayRequest
{
    private readonly Lock gate = new();
    private readonly CancellationTokenSource abandoned = new();
    private int waiting = 1;
    private bool isAbandoned;

    public GatewayRequest(GatewayApi api, TokenSource tokens, ErrorReport? errors) =>
        Answer = api.GetGatewayBotAsync(tokens, errors, abandoned.Token);

    public Task<GatewayInformation> Answer { get; }

    /// <summary>Adds a caller that waits for the answer.</summary>
    /// <returns>False when the request has completed or was canceled, and a new one is needed.</returns>
    public bool TryJoin()
    {
        lock (gate)
        {
            if (Answer.IsCompleted || isAbandoned)
            {
                return false;
            }

            waiting++;
            return true;
        }
    }

    /// <exception cref="GatewayException">The API can't be reached, or refuses the request.</exception>
    public async Task<GatewayInformation> WaitAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await Answer.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Leave();
        }
    }

    private void Leave()
    {
        lock (gate)
        {
            if (--waiting > 0 || Answer.IsCompleted)
            {
                return;
            }

            isAbandoned = true;
        }

        abandoned.Cancel();
    }
}
