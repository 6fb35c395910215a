using System.Diagnostics.CodeAnalysis;

namespace Spectacles.Gateway;

/// <summary>One <c>GET /gateway/bot</c> for whoever makes it and all who join, each of whom calls <see cref="WaitAsync"/>. None of them can cancel it for the others; when the last has left, it is cancelled.</summary>
[SuppressMessage("Design", "CA1001", Justification = "The source of a token that has no timer holds nothing.")]
internal sealed class GatewayRequest
{
    private readonly Lock gate = new();
    private readonly CancellationTokenSource abandoned = new();
    private int waiting = 1;
    private bool isAbandoned;

    public GatewayRequest(GatewayApi api, BotToken token, ErrorReport? errors) => Answer = api.GetGatewayBotAsync(token, errors, abandoned.Token);

    public Task<GatewayInformation> Answer { get; }

    /// <summary>Adds somebody who waits.</summary>
    /// <returns>False when the answer is there, or everybody has left: then another request is needed.</returns>
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

    /// <exception cref="GatewayException">The API can't be reached, or refuses.</exception>
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
