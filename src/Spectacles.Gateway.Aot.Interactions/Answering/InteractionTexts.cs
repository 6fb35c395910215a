namespace Spectacles.Gateway.Interactions;

/// <summary>The texts that users read when a method does not answer them. Only the user who caused the interaction sees them.</summary>
public sealed record InteractionTexts
{
    /// <summary>
    /// The answer to a component, a modal or a command that the bot does not know, for example because it is of an older version.
    /// </summary>
    public string Unknown { get; init; } = "This is no longer available.";

    /// <summary>The answer after an exception.</summary>
    public string Failed { get; init; } = "Something went wrong.";

    /// <summary>The answer while <see cref="InteractionOptions.MaxRunning"/> methods run.</summary>
    public string Busy { get; init; } = "The bot is busy. Try again in a moment.";

    /// <summary>The answer to a user who lacks permissions; <c>{0}</c> is replaced by their names.</summary>
    public string UserPermissions { get; init; } = "You need these permissions: {0}.";

    /// <summary>The answer when the bot lacks permissions; <c>{0}</c> is replaced by their names.</summary>
    public string BotPermissions { get; init; } = "The bot needs these permissions: {0}.";

    /// <summary>The answer during a cooldown; <c>{0}</c> is replaced by the seconds until its end.</summary>
    public string Cooldown { get; init; } = "Try again in {0} s.";

    /// <summary>The answer to a press that <see cref="Interaction.NextPressAsync"/> waits for, but from somebody else.</summary>
    public string NotForUser { get; init; } = "This is not for you.";
}
