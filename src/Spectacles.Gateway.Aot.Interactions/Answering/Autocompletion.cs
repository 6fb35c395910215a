using Spectacles.Gateway.Events;
using Spectacles.Gateway.Rest;

namespace Spectacles.Gateway.Interactions;

/// <summary>An interaction that asks for suggestions while a user types. A method returns them; there is no other answer.</summary>
/// <remarks>https://discord.com/developers/docs/interactions/application-commands#autocomplete</remarks>
public sealed class Autocompletion
{
    internal Autocompletion(Interaction interaction) => Interaction = interaction;

    /// <summary>The name of the command with its subcommands.</summary>
    public string Name => Interaction.Name;

    /// <summary>The user who types.</summary>
    public Snowflake UserId => Interaction.UserId;

    /// <summary>The guild; null in direct messages.</summary>
    public Snowflake? GuildId => Interaction.GuildId;

    /// <summary>The channel.</summary>
    public Snowflake ChannelId => Interaction.ChannelId;

    /// <summary>The language that the user has selected.</summary>
    public Locale Locale => Interaction.Locale;

    /// <summary>The shard that received it.</summary>
    public Shard Shard => Interaction.Shard;

    /// <summary>The REST client.</summary>
    public BotRest Rest => Interaction.Rest;

    /// <summary>Canceled when the bot stops and no longer waits.</summary>
    public CancellationToken CancellationToken => Interaction.CancellationToken;

    internal Interaction Interaction { get; }
}
