using Spectacles.Gateway.Events;
using Spectacles.Gateway.Rest;

namespace Spectacles.Gateway.Interactions;

/// <summary>
/// An interaction that a method handles: who caused it and where, and the ways to answer it. It has to be answered or deferred within 3
/// seconds of its arrival, and can be answered for 15 minutes after it was deferred.
/// </summary>
/// <remarks>
/// It can be used from several threads. The token of the interaction appears neither here nor in an exception.
/// https://discord.com/developers/docs/interactions/receiving-and-responding
/// </remarks>
public partial class Interaction
{
    private InteractionFacts facts;
    private readonly string token;

    /// <param name="source">The interaction as it was received. It is read here, and not kept.</param>
    /// <param name="facts">What is known besides.</param>
    /// <param name="root">The interaction whose method has waited for this one; null for one that calls a method.</param>
    internal Interaction(InteractionCreate.View source, InteractionFacts facts, Interaction? root = null)
    {
        this.facts = facts;
        Root = root ?? this;

        // In the order in which Discord sends the fields, but any other order works too.
        Id = source.Id;
        ApplicationId = source.ApplicationId;
        Type = source.Type;
        GuildId = source.GuildId;
        ChannelId = source.ChannelId ?? default;
        token = source.Token.ToString();
        var member = source.Member;
        UserId = member.HasValue ? member.User.Id : source.User.Id;
        MemberPermissions = member.HasValue ? member.Permissions : null;
        AppPermissions = source.AppPermissions;
        Locale = LocaleText.Read(source.Locale);
        MessageId = Type is InteractionType.MessageComponent or InteractionType.ModalSubmit && source.Message is { HasValue: true } message
            ? message.Id
            : null;
    }

    /// <summary>The id.</summary>
    public Snowflake Id { get; }

    /// <summary>The application that received it.</summary>
    public Snowflake ApplicationId { get; }

    /// <summary>The type.</summary>
    public InteractionType Type { get; }

    /// <summary>
    /// The name of the command with its subcommands, such as <c>/config role add</c>, or the template of the custom id, such as
    /// <c>vote:{id}</c>.
    /// </summary>
    public string Name => facts.Name;

    /// <summary>The user who caused it.</summary>
    public Snowflake UserId { get; }

    /// <summary>The guild; null in direct messages.</summary>
    public Snowflake? GuildId { get; }

    /// <summary>The channel.</summary>
    public Snowflake ChannelId { get; }

    /// <summary>The message with the component that was used, or on which the modal was opened; null for a command.</summary>
    public Snowflake? MessageId { get; }

    /// <summary>The language that the user has selected.</summary>
    public Locale Locale { get; }

    /// <summary>The permissions of the bot in the channel.</summary>
    public Permissions AppPermissions { get; }

    /// <summary>The permissions of the user in the channel; null in direct messages.</summary>
    public Permissions? MemberPermissions { get; }

    /// <summary>The shard that received it.</summary>
    public Shard Shard => facts.Shard;

    /// <summary>The REST client, for what an answer is not enough for.</summary>
    public BotRest Rest => Services.Rest;

    /// <summary>Canceled when the bot stops and no longer waits.</summary>
    public CancellationToken CancellationToken => facts.CancellationToken;

    /// <summary>The time since it arrived, on the monotonic clock.</summary>
    public TimeSpan Age => Services.Time.GetElapsedTime(facts.Arrived);

    /// <summary>The interaction whose method runs.</summary>
    internal Interaction Root { get; private set; }

    /// <summary>
    /// The texts in the language of the user. If <see cref="InteractionOptions.TextsByLocale"/> throws, that is reported, and they are
    /// <see cref="InteractionOptions.Texts"/>.
    /// </summary>
    internal InteractionTexts Texts
    {
        get
        {
            try
            {
                return Services.Options.TextsIn(Locale);
            }
#pragma warning disable CA1031 // The user is told something in any case.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                Shard.Report(new GatewayError(
                    GatewayErrorKind.Handler,
                    $"{nameof(InteractionOptions)}.{nameof(InteractionOptions.TextsByLocale)} threw {exception.GetType().Name} at {Name}: "
                        + PeerText.Escape(exception.Message, PeerText.Long),
                    Shard.Id)
                {
                    Exception = exception,
                    EventName = "INTERACTION_CREATE",
                });
                return Services.Options.Texts;
            }
        }
    }

    internal TimeProvider Time => Services.Time;

    internal TimeSpan DeferAfter => Services.Options.DeferAfter;

    private InteractionServices Services => facts.Services;

    /// <summary>Lets the interaction belong to the method that has waited for it.</summary>
    internal void TakenBy(Interaction root)
    {
        Root = root;
        facts = facts with { Name = root.Name };
    }

    /// <summary>Returns the name and the id.</summary>
    public override string ToString() => $"{Name} ({Id})";
}
