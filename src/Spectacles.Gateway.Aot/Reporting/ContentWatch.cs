namespace Spectacles.Gateway;

/// <summary>
/// Notices that a bot whose handlers receive MESSAGE_CREATE gets no content, because its sessions do not request MESSAGE_CONTENT. Writes
/// one line for the cluster.
/// </summary>
/// <remarks>
/// It reads messages only until the first one that has content, or until the line. A handler may do without the content, so the line is
/// information.
/// </remarks>
/// <param name="intents">The intents that the sessions request.</param>
/// <param name="hasHandler">Whether a handler or a listener receives MESSAGE_CREATE.</param>
/// <param name="errors">Where the line is written.</param>
internal sealed class ContentWatch(GatewayIntents intents, bool hasHandler, ErrorReport errors)
{
    public const string EventName = "MESSAGE_CREATE";

    /// <summary>The number of messages after which chance is ruled out.</summary>
    private const int Enough = 20;

    private volatile bool isLooking = hasHandler && (intents & GatewayIntents.MessageContent) == GatewayIntents.None;
    private int empty;

    /// <summary>Takes an event. Nothing is allocated, and nothing is read when the watch has ended.</summary>
    /// <param name="envelope">The event.</param>
    /// <param name="bot">The bot's user; null if it is not known.</param>
    public void Take(in Envelope envelope, Snowflake? bot)
    {
        if (isLooking && bot is { } self && envelope.Event.SequenceEqual("MESSAGE_CREATE"u8))
        {
            Look(envelope.Data, self);
        }
    }

    private void Look(ReadOnlySpan<byte> message, Snowflake bot)
    {
        if (MessageFacts.HasContent(message, bot) is not { } hasContent)
        {
            return;
        }

        if (hasContent)
        {
            isLooking = false;
        }
        else if (Interlocked.Increment(ref empty) == Enough)
        {
            isLooking = false;
            errors.Inform(
                $"{Enough} messages in guilds arrived without content, embeds, attachments, components and polls, because the sessions do "
                    + "not request the intent MESSAGE_CONTENT. A handler that reads these fields names it: [GatewayEvent(..., Intents = "
                    + "GatewayIntents.MessageContent)]. Enable the intent in Discord's developer portal, too.");
        }
    }
}
