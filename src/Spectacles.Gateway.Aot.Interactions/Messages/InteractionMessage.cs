using System.Collections.Immutable;
using Spectacles.Gateway.Events;
using Spectacles.Gateway.Rest;

namespace Spectacles.Gateway.Interactions;

/// <summary>
/// A message with which an interaction is answered, or the changes of one. A property that is not set is not sent: in an edit it stays as
/// it is, and an empty list removes. Components of version 2 replace the text and the embeds of a message that is edited.
/// </summary>
/// <remarks>
/// Discord's limits are checked before anything is sent. https://discord.com/developers/docs/resources/message#create-message
/// </remarks>
public sealed record InteractionMessage
{
    /// <summary>The text, at most 2,000 characters. Not together with components of version 2.</summary>
    public string? Content { get; init; }

    /// <summary>The embeds: at most 10, with at most 6,000 characters in all. Not together with components of version 2.</summary>
    public ImmutableArray<Embed> Embeds { get; init; }

    /// <summary>
    /// The components: at most 5 rows, or components of version 2 (at most 40, nested ones included). Their flag is set automatically.
    /// </summary>
    public ImmutableArray<Component> Components { get; init; }

    /// <summary>The files, at most 10. A component or an embed shows one as <c>attachment://name</c>.</summary>
    public ImmutableArray<RestFile> Files
    {
        get => Delivery.Files;
        init => Delivery = value.IsDefaultOrEmpty ? MessageDelivery.WithoutFiles : new FileDelivery(value);
    }

    /// <summary>The poll; null for none. Discord accepts it in an edit only if the edit is the answer after a defer.</summary>
    public PollRequest? Poll { get; init; }

    /// <summary>
    /// Whom the mentions in the message notify; null for <see cref="BotRestOptions.AllowedMentions"/>, which is nobody by default.
    /// </summary>
    public AllowedMentions? AllowedMentions { get; init; }

    /// <summary>
    /// Whether only the user who caused the interaction sees the message. An edit cannot change it; nor can an answer after a defer, which
    /// has already decided it.
    /// </summary>
    public bool Ephemeral { get; init; }

    /// <summary>Whether links show no embeds.</summary>
    public bool SuppressEmbeds { get; init; }

    /// <summary>Whether the message sends no push notification.</summary>
    public bool SuppressNotifications { get; init; }

    internal MessageDelivery Delivery { get; private init; } = MessageDelivery.WithoutFiles;

    /// <summary>Creates a message with a text.</summary>
    /// <param name="content">The text.</param>
    public static implicit operator InteractionMessage(string content) => FromString(content);

    /// <summary>Creates a message with a text.</summary>
    /// <param name="content">The text.</param>
    public static InteractionMessage FromString(string content) => new() { Content = content };

    internal InteractionResponseData ToAnswer(bool isEdit) => new()
    {
        Content = Content,
        Embeds = Embeds,
        Components = Components,
        Poll = Poll,
        AllowedMentions = AllowedMentions,
        Flags = Flags(isEdit),
    };

    internal CreateFollowupMessageBody ToFollowUp() => new()
    {
        Content = Content,
        Embeds = Embeds,
        Components = Components,
        Poll = Poll,
        AllowedMentions = AllowedMentions,
        Flags = Flags(isEdit: false),
    };

    internal EditWebhookMessageBody ToEdit()
    {
        // A message becomes one of version 2 only if the edit removes what such a message cannot have.
        // https://discord.com/developers/docs/components/using-message-components#components-v2
        bool isVersion2 = ComponentLimits.NeedsVersion2(Components);
        return new EditWebhookMessageBody
        {
            Content = isVersion2 ? new(null) : Content is { } content ? content : default(Optional<string?>),
            Embeds = isVersion2 ? new(null) : Embeds.IsDefault ? default : new Optional<ImmutableArray<Embed>?>(Embeds),
            Components = Components.IsDefault ? default : new Optional<ImmutableArray<Component>?>(Components),
            AllowedMentions = AllowedMentions is { } mentions ? mentions : default(Optional<AllowedMentions?>),
            Poll = Poll,
            Flags = Flags(isEdit: true) is { } flags ? flags : default(Optional<MessageFlags?>),
        };
    }

    /// <summary>The flags. An edit cannot make a message ephemeral or silent.</summary>
    private MessageFlags? Flags(bool isEdit)
    {
        var flags = (Ephemeral && !isEdit ? MessageFlags.Ephemeral : 0)
            | (SuppressNotifications && !isEdit ? MessageFlags.SuppressNotifications : 0)
            | (SuppressEmbeds ? MessageFlags.SuppressEmbeds : 0)
            | (ComponentLimits.NeedsVersion2(Components) ? MessageFlags.IsComponentsV2 : 0);
        return flags == 0 ? null : flags;
    }
}
