using System.Collections.Immutable;
using Spectacles.Gateway.Events;

namespace Spectacles.Gateway;

/// <summary>A channel in a <see cref="GuildDirectory"/>.</summary>
/// <param name="Id">The channel's id.</param>
/// <param name="Name">The channel's name.</param>
/// <param name="Type">What kind of channel it is.</param>
/// <param name="ParentId">The category; null for none.</param>
/// <param name="Position">The position among the channels of its category.</param>
/// <param name="Overwrites">The permissions that differ from those of the roles.</param>
/// <remarks>
/// Two channels are equal only if their overwrites are the same list.
/// https://discord.com/developers/docs/resources/channel#channel-object
/// </remarks>
public readonly record struct ChannelEntry(
    Snowflake Id, string Name, ChannelType Type, Snowflake? ParentId, int Position, ImmutableArray<OverwriteEntry> Overwrites);
