using System.Collections.Immutable;
using Spectacles.Gateway.Events;

namespace Spectacles.Gateway.Interactions;

/// <summary>The options of the interactions of a cluster. Every option has a default value.</summary>
public sealed record InteractionOptions
{
    /// <summary>
    /// The age at which a method with <c>[AutoDefer]</c> that has not answered is deferred: 2 seconds by default, and less than 3. Discord
    /// waits 3 seconds, of which the way to the bot and the request take a part.
    /// </summary>
    public TimeSpan DeferAfter { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// The number of methods that can run at the same time; 1,000 by default. A further interaction is answered with
    /// <see cref="InteractionTexts.Busy"/>.
    /// </summary>
    public int MaxRunning { get; init; } = 1_000;

    /// <summary>
    /// The number of waits, such as <see cref="Interaction.NextPressAsync"/>, that can be pending at the same time; 10,000 by default. A
    /// further one throws.
    /// </summary>
    public int MaxWaits { get; init; } = 10_000;

    /// <summary>
    /// The number of cooldowns that are remembered; 10,000 by default. Beyond it, the one that ends first is forgotten.
    /// </summary>
    public int MaxCooldowns { get; init; } = 10_000;

    /// <summary>
    /// Whether interactions are handled that a resumed session repeats: those that arrived while the bot had no connection, or that were
    /// unfinished when its process ended. By default they are only counted, because their 3 seconds are usually over, and because they may
    /// have been handled before.
    /// </summary>
    public bool HandleReplayed { get; init; }

    /// <summary>
    /// Whether the process with shard 0 registers the commands of the modules when the shard is ready. Nothing is sent if they are
    /// registered already, and nothing is deleted. For more, use <see cref="CommandRegistration"/>.
    /// </summary>
    public bool RegisterCommands { get; init; }

    /// <summary>
    /// The filters of all methods. A module that implements <see cref="IInteractionFilter"/> itself comes after them.
    /// </summary>
    public ImmutableArray<IInteractionFilter> Filters { get; init; } = [];

    /// <summary>The texts that users read when a method does not answer them.</summary>
    public InteractionTexts Texts { get; init; } = new();

    /// <summary>
    /// Returns the texts in a language; null for <see cref="Texts"/> in all languages. It may return null. If it throws, that is reported,
    /// and the user reads <see cref="Texts"/>.
    /// </summary>
    public Func<Locale, InteractionTexts?>? TextsByLocale { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    internal InteractionTexts TextsIn(Locale locale) => TextsByLocale?.Invoke(locale) ?? Texts;

    internal InteractionOptions Validated()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(DeferAfter, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(DeferAfter, InteractionLimits.FirstAnswer);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxRunning, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxWaits, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxCooldowns, 1);
        ArgumentNullException.ThrowIfNull(Texts);
        ArgumentNullException.ThrowIfNull(TimeProvider);
        return this;
    }
}
