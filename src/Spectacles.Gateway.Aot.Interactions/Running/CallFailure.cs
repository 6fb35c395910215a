using System.Collections.Immutable;
using Spectacles.Gateway.CompilerServices;
using Spectacles.Gateway.Rest;

namespace Spectacles.Gateway.Interactions;

/// <summary>What happens after a method or a filter threw: filters, a report, an answer to the user.</summary>
internal readonly struct CallFailure(
    InteractionServices services, InteractionMethod method, Interaction context, ImmutableArray<IInteractionFilter> filters)
{
    /// <summary>The time to tell the user that the bot stops.</summary>
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(1);

    /// <summary>Handles an exception. Never throws.</summary>
    public async ValueTask HandleAsync(Exception error)
    {
        bool isStopped = error is OperationCanceledException && context.CancellationToken.IsCancellationRequested;
        if (error is not OptionException && !isStopped)
        {
            if (await IsHandledAsync(error).ConfigureAwait(false))
            {
                return;
            }

            Report(error, "threw");
        }

        if (CanAnswer(error))
        {
            string text = error is OptionException unfit ? unfit.TextIn(context.Texts, context.Type) : context.Texts.Failed;
            await TellAsync(text).ConfigureAwait(false);
        }
    }

    /// <summary>Ends what the method has waited for. Never throws.</summary>
    public async ValueTask EndWaitsAsync()
    {
        try
        {
            await context.EndWaitsAsync().ConfigureAwait(false);
        }
#pragma warning disable CA1031 // Whatever prevents the answer: the user was not told.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Report(exception, "has ended, and a user who pressed a button could not be told, which threw");
        }
    }

    private static bool CanAnswer(Exception error) =>
        error is not (InteractionExpiredException or DiscordApiException { Code: DiscordCodes.Unknown or DiscordCodes.Acknowledged });

    private string Late(Exception error) => error is DiscordApiException { Code: DiscordCodes.Unknown }
        ? $" (now {context.Age.TotalSeconds:0.0} s after it arrived; Discord waits {InteractionLimits.FirstAnswer.TotalSeconds} s)"
        : "";

    private async ValueTask<bool> IsHandledAsync(Exception error)
    {
        for (int i = filters.Length - 1; i >= 0; i--)
        {
            try
            {
                if (await filters[i].ErrorAsync(context, error).ConfigureAwait(false))
                {
                    return true;
                }
            }
#pragma warning disable CA1031 // A filter may throw any exception, which must not hide the first one.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                Report(exception, $"{filters[i].GetType().Name}.ErrorAsync threw");
            }
        }

        return false;
    }

    private async ValueTask TellAsync(string text)
    {
        using var farewell = context.CancellationToken.IsCancellationRequested
            ? new CancellationTokenSource(Farewell, services.Time)
            : CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken);
        try
        {
            await context.TellAsync(text, farewell.Token).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // Whatever prevents the answer: the user was not told.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            if (!context.CancellationToken.IsCancellationRequested)
            {
                Report(exception, "failed, and the user could not be told, which threw");
            }
        }
    }

    private void Report(Exception error, string what) =>
        context.Shard.Report(new GatewayError(
            GatewayErrorKind.Handler,
            $"{method.Handler} {what} {error.GetType().Name} at {method.Name}: "
                + $"{PeerText.Escape(error.Message, PeerText.Long)}{Late(error)}",
            context.Shard.Id)
        {
            Exception = error,
            EventName = "INTERACTION_CREATE",
            Handler = method.Handler,
        });
}
