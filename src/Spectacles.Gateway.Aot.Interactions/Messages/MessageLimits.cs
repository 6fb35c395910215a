using System.Collections.Immutable;
using Spectacles.Gateway.Events;
using Spectacles.Gateway.Rest;

namespace Spectacles.Gateway.Interactions;

/// <summary>Discord's limits of messages, so that an exception names the limit before anything is sent.</summary>
/// <remarks>
/// https://discord.com/developers/docs/resources/message#create-message and
/// https://discord.com/developers/docs/resources/message#embed-object-embed-limits
/// </remarks>
internal static class MessageLimits
{
    private const int Content = 2000;
    private const int Embeds = 10;
    private const int EmbedCharacters = 6000;
    private const int EmbedTitle = 256;
    private const int EmbedDescription = 4096;
    private const int EmbedFields = 25;
    private const int FieldName = 256;
    private const int FieldValue = 1024;
    private const int Footer = 2048;
    private const int Author = 256;
    private const int Files = 10;
    private const int PollQuestion = 300;
    private const int PollAnswer = 55;
    private const int PollAnswers = 10;
    private const int PollHours = 32 * 24;

    /// <summary>Throws if a message exceeds a limit.</summary>
    /// <param name="message">The message.</param>
    /// <param name="isEdit">Whether it may be empty, because it is a change of a message.</param>
    /// <exception cref="ArgumentException">It exceeds a limit. The exception names the field and the limit.</exception>
    public static void ThrowIfExceeded(InteractionMessage message, bool isEdit)
    {
        ArgumentNullException.ThrowIfNull(message);
        var check = new LimitCheck("message");
        check.Text("content", message.Content, Content);
        check.Count("files", CountOf(message.Files), Files);
        CheckEmbeds(ref check, message.Embeds);
        if (message.Poll is { } poll)
        {
            CheckPoll(ref check, poll);
        }

        bool isVersion2 = ComponentLimits.NeedsVersion2(message.Components);
        if (isVersion2 && (message is { Content.Length: > 0 } or { Poll: not null } || CountOf(message.Embeds) > 0))
        {
            throw check.Exceeded(
                "", "has components of version 2, so it cannot have content, embeds or a poll: use Components.Text for a text");
        }

        ComponentLimits.Check(ref check, message.Components, isVersion2);
        if (!isEdit && IsEmpty(message))
        {
            throw check.Exceeded("", "is empty");
        }
    }

    private static bool IsEmpty(InteractionMessage message) => message is { Content: null or "", Poll: null }
        && CountOf(message.Embeds) + CountOf(message.Components) + CountOf(message.Files) == 0;

    private static int CountOf<T>(ImmutableArray<T> list) => list.IsDefault ? 0 : list.Length;

    /// <remarks>https://discord.com/developers/docs/resources/poll#poll-create-request-object</remarks>
    private static void CheckPoll(ref LimitCheck check, PollRequest poll)
    {
        check.Enter("poll");
        check.Text("question.text", poll.Question.Text, PollQuestion, least: 1);
        check.Count("answers", CountOf(poll.Answers), PollAnswers, least: 1);
        check.Number("duration", poll.Duration, 1, PollHours);
        for (int i = 0; i < poll.Answers.Length; i++)
        {
            check.Enter("answers", i);
            check.Text("poll_media.text", poll.Answers[i].PollMedia.Text, PollAnswer);
            check.Leave();
        }

        check.Leave();
    }

    private static bool IsEmpty(Embed embed) =>
        embed is
        {
            Title: null or "",
            Description: null or "",
            Url: null,
            Timestamp: null,
            Color: null,
            Footer: null,
            Image: null,
            Thumbnail: null,
            Video: null,
            Provider: null,
            Author: null,
        }
        && CountOf(embed.Fields) == 0;

    private static void CheckEmbeds(ref LimitCheck check, ImmutableArray<Embed> embeds)
    {
        check.Count("embeds", CountOf(embeds), Embeds);
        int characters = 0;
        for (int i = 0; i < CountOf(embeds); i++)
        {
            check.Enter("embeds", i);
            characters += CheckEmbed(ref check, embeds[i]);
            check.Leave();
        }

        if (characters > EmbedCharacters)
        {
            throw check.Exceeded("embeds", $"has {characters:N0} characters in all, and Discord allows {EmbedCharacters:N0}");
        }
    }

    /// <returns>The characters that count toward the limit of all embeds.</returns>
    private static int CheckEmbed(ref LimitCheck check, Embed embed)
    {
        if (IsEmpty(embed))
        {
            throw check.Exceeded("", "is empty");
        }

        check.Number("color", embed.Color, 0, ComponentLimits.Colors);
        check.Text("title", embed.Title, EmbedTitle);
        check.Text("description", embed.Description, EmbedDescription);
        check.Text("footer.text", embed.Footer?.Text, Footer);
        check.Text("author.name", embed.Author?.Name, Author);
        check.Count("fields", CountOf(embed.Fields), EmbedFields);
        int characters = LimitCheck.CountOf(embed.Title) + LimitCheck.CountOf(embed.Description)
            + LimitCheck.CountOf(embed.Footer?.Text) + LimitCheck.CountOf(embed.Author?.Name);
        for (int i = 0; i < CountOf(embed.Fields); i++)
        {
            var field = embed.Fields[i];
            check.Enter("fields", i);
            check.Text("name", field.Name, FieldName, least: 1);
            check.Text("value", field.Value, FieldValue, least: 1);
            check.Leave();
            characters += LimitCheck.CountOf(field.Name) + LimitCheck.CountOf(field.Value);
        }

        return characters;
    }
}
