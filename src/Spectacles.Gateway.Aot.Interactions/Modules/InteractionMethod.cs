using System.ComponentModel;
using Spectacles.Gateway.Events;
using Spectacles.Gateway.Interactions;

namespace Spectacles.Gateway.CompilerServices;

/// <summary>A method that answers interactions, as described by the source generator.</summary>
/// <param name="Kind">What it answers.</param>
/// <param name="Name">
/// The command (<c>/config role add</c>) or the template of the custom id (<c>vote:{id}</c>). It contains nothing that a user entered.
/// </param>
/// <param name="Handler">The class and the method, as shown in errors: <c>Votes.VoteAsync</c>.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record InteractionMethod(InteractionKind Kind, string Name, string Handler)
{
    /// <summary>How its answer is deferred by itself.</summary>
    public DeferKind AutoDefer { get; init; }

    /// <summary>The permissions that the user needs.</summary>
    public Permissions UserPermissions { get; init; }

    /// <summary>The permissions that the bot needs.</summary>
    public Permissions BotPermissions { get; init; }

    /// <summary>The length of the period of its cooldown, in seconds; 0 for none.</summary>
    public int CooldownSeconds { get; init; }

    /// <summary>How often it can be used in the period.</summary>
    public int CooldownUses { get; init; } = 1;

    /// <summary>For whom the uses are counted.</summary>
    public CooldownScope CooldownScope { get; init; }

    /// <summary>
    /// The number of bytes of its custom id outside of braces. Of several methods that match, the one with the greatest number is called.
    /// </summary>
    public int Literals { get; init; }
}
