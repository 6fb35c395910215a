using Spectacles.Gateway.Events;

namespace Spectacles.Gateway.Interactions;

/// <summary>Describes an option of a slash command: a parameter of its method.</summary>
/// <remarks>
/// <para>
/// The parameter's type determines the option's: <see cref="string"/>, <see cref="bool"/>, <see cref="int"/>, <see cref="long"/>,
/// <see cref="double"/>, an enum (its members are the choices), <see cref="TimeSpan"/> and <see cref="Snowflake"/> (which the user
/// types as text), <see cref="User"/>, <see cref="GuildMember"/>, <see cref="Role"/>, <see cref="Channel"/>, <see cref="Mentionable"/> or
/// <see cref="Attachment"/>. The user may leave out an option whose parameter is nullable or has a default value.
/// </para>
/// <para>
/// A <see cref="TimeSpan"/> is typed as numbers with units, such as <c>1h30m</c>, <c>2d 4h</c> or <c>45s</c>: w, d, h, m, s and ms, each at
/// most once and the greatest first. A number without a unit is not accepted.
/// </para>
/// https://discord.com/developers/docs/interactions/application-commands#application-command-object-application-command-option-structure
/// </remarks>
/// <param name="description">The description that the user sees, 1 to 100 characters.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class OptionAttribute(string description) : Attribute
{
    /// <summary>The description that the user sees.</summary>
    public string Description { get; } = description;

    /// <summary>The name; null for the parameter's in lower case with underscores: <c>minutesLeft</c> is <c>minutes_left</c>.</summary>
    public string? Name { get; set; }

    /// <summary>The smallest number that Discord accepts.</summary>
    public double Min { get; set; } = double.NegativeInfinity;

    /// <summary>The greatest number that Discord accepts.</summary>
    public double Max { get; set; } = double.PositiveInfinity;

    /// <summary>The smallest number of characters of a string, 0 to 6000.</summary>
    public int MinLength { get; set; }

    /// <summary>The greatest number of characters of a string, 1 to 6000.</summary>
    public int MaxLength { get; set; }

    /// <summary>The types of channels that the user may select; empty for all of them.</summary>
    public ChannelType[] ChannelTypes { get; set; } = [];

    /// <summary>
    /// The name of the method that suggests values while the user types: <c>nameof(SongsAsync)</c>. It takes any of an
    /// <see cref="Autocompletion"/>, a <see cref="string"/> (what the user has typed so far), other options of the command by the names of
    /// their parameters (nullable, since the user may not have filled them in) and a <see cref="CancellationToken"/>. It returns a list of
    /// <see cref="Suggestion"/>, or a task of one.
    /// </summary>
    public string? Autocomplete { get; set; }
}
