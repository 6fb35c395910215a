namespace Spectacles.Gateway.Rest;

/// <summary>How Discord shows a time to a user, in the user's language and time zone.</summary>
/// <remarks>https://discord.com/developers/docs/reference#message-formatting-timestamp-styles</remarks>
public enum TimeStyle
{
    /// <summary>Discord's default, which is <see cref="LongDateShortTime"/>.</summary>
    Default,

    /// <summary>Such as 16:20.</summary>
    ShortTime = 't',

    /// <summary>Such as 16:20:30.</summary>
    MediumTime = 'T',

    /// <summary>Such as 20/04/2021.</summary>
    ShortDate = 'd',

    /// <summary>Such as April 20, 2021.</summary>
    LongDate = 'D',

    /// <summary>Such as April 20, 2021 at 16:20.</summary>
    LongDateShortTime = 'f',

    /// <summary>Such as Tuesday, April 20, 2021 at 16:20.</summary>
    FullDateShortTime = 'F',

    /// <summary>Such as 20/04/2021, 16:20.</summary>
    ShortDateShortTime = 's',

    /// <summary>Such as 20/04/2021, 16:20:30.</summary>
    ShortDateMediumTime = 'S',

    /// <summary>Such as 4 years ago, or in 3 days.</summary>
    Relative = 'R',
}
