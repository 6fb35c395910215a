using System.Collections.Immutable;
using Spectacles.Gateway.Events;

namespace Spectacles.Gateway.Interactions;

/// <summary>Marks a parameter that receives what the user entered in a component of a modal.</summary>
/// <remarks>
/// A text input, a radio group or a menu with one value: <see cref="string"/>, <see cref="int"/>, <see cref="long"/>,
/// <see cref="double"/>, <see cref="TimeSpan"/>, <see cref="Snowflake"/> or an enum, which are read from the text. A checkbox:
/// <see cref="bool"/>. Menus of users, roles and channels, and uploads: <see cref="User"/>, <see cref="GuildMember"/>, <see cref="Role"/>,
/// <see cref="Channel"/>, <see cref="Mentionable"/> or <see cref="Attachment"/>. Several values: an <see cref="ImmutableArray{T}"/> of one
/// of these. A field that the user may leave empty is nullable, has a default value or is a list.
/// </remarks>
/// <param name="customId">The custom id of the component, not of the label around it.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class FieldAttribute(string customId) : Attribute
{
    /// <summary>The custom id of the component.</summary>
    public string CustomId { get; } = customId;
}
