using System.Collections.Immutable;
using Spectacles.Gateway.Events;
using Spectacles.Gateway.Rest;

namespace Spectacles.Gateway.Interactions.Tests;

/// <summary>Discord's limits, with the sentences that name them.</summary>
public sealed class LimitTests
{
    public static TheoryData<string, InteractionMessage> Messages => new()
    {
        { "The message is empty", new InteractionMessage() },
        { "content of the message has 2,001 characters, and Discord allows 2,000", new string('x', 2001) },
        { "embeds of the message has 11 elements", new InteractionMessage { Embeds = Many(11, _ => new Embed { Title = "x" }) } },
        {
            "embeds[1].title of the message has 257",
            new InteractionMessage { Embeds = [new Embed { Title = "x" }, new Embed { Title = Text(257) }] }
        },
        { "embeds[0].description of the message has 4,097", Of(new Embed { Description = Text(4097) }) },
        { "embeds[0].fields of the message has 26", Of(new Embed { Fields = Many(26, _ => Field("a", "b")) }) },
        {
            "embeds[0].fields[2].name of the message is empty",
            Of(new Embed { Fields = [Field("a", "b"), Field("a", "b"), Field("", "b")] })
        },
        { "embeds[0].fields[0].value of the message has 1,025", Of(new Embed { Fields = [Field("a", Text(1025))] }) },
        { "embeds[0].footer.text of the message has 2,049", Of(new Embed { Footer = new EmbedFooter { Text = Text(2049) } }) },
        {
            "embeds of the message has 6,001 characters in all",
            new InteractionMessage { Embeds = [new Embed { Description = Text(3000) }, new Embed { Description = Text(3001) }] }
        },
        { "files of the message has 11", new InteractionMessage { Files = Many(11, i => RestFile.FromBytes($"{i}", "x"u8.ToArray())) } },
        { "components of the message has 6", Of(Many<Component>(6, i => Components.Row(Button(i)))) },
        { "components[0].components of the message has 6", Of(Components.Row([.. Many<Component>(6, Button)])) },
        { "components[0].components of the message has 0 elements, and Discord needs at least 1", Of(Components.Row()) },
        { "components[0].components[0].label of the message has 81", Of(Components.Row(Components.Button("a", Text(81)))) },
        { "components[0].components[0].custom_id of the message has 101", Of(Components.Row(Components.Button(Text(101), "a"))) },
        {
            "components[1].components[0].custom_id of the message is the same as that of another component",
            Of(Components.Row(Button(1)), Components.Row(Button(1)))
        },
        { "components[0].components[0].options of the message has 26", Of(Components.Row(Components.Select("a", Many(26, Option)))) },
        {
            "components[0].components[0].options[1].label of the message has 101",
            Of(Components.Row(Components.Select("a", [Option(1), Components.Option(Text(101))])))
        },
        { "components[0].components[0].max_values of the message is 26", Of(Components.Row(Components.UserSelect("a", max: 26))) },
        { "components of the message has 41 elements with nested ones", Of(Components.Container([.. Many<Component>(40, TextOf)])) },
        { "components of the message has texts of 4,001", Of(Components.Text(Text(4000)), Components.Text("x")) },
        { "components[0].components of the message has 4", Of(Components.Section(Components.Thumbnail("u"), "a", "b", "c", "d")) },
        { "components[0].items of the message has 11", Of(Components.Gallery([.. Many(11, i => $"u{i}")])) },
        { "components[0].file.url of the message does not begin with attachment://", Of(new FileComponent { File = new() { Url = "x" } }) },
        {
            "components of version 2, so it cannot have content",
            new InteractionMessage { Content = "a", Components = [Components.Text("b")] }
        },
        {
            "components[0].components[0].url of the message is missing",
            Of(Components.Row(new ButtonComponent { Style = ButtonStyle.Link }))
        },
        { "components[0] of the message is a ButtonComponent, which needs a place", Of(Button(1)) },
        { "components[0] of the message is a LabelComponent", Of(Components.Label("a", Components.TextInput("b"))) },
        { "components[0].components of the message has buttons and a menu", Of(Components.Row(Button(1), Components.UserSelect("a"))) },
        { "components[0].components of the message has 2", Of(Components.Row(Components.UserSelect("a"), Components.RoleSelect("b"))) },
        { "components[0].components of the message has a TextInputComponent", Of(Components.Row(Components.TextInput("a"))) },
        { "components[0].components of the message has a ContainerComponent", Of(Components.Container(Components.Container(TextOf(1)))) },
        { "components[0].components of the message has 0", Of(Components.Container()) },
        { "components[0].accessory of the message is a SeparatorComponent", Of(Components.Section(Components.Separator(), "a")) },
        {
            "components[0].components of the message has a SeparatorComponent",
            Of(new SectionComponent { Components = [Components.Separator()], Accessory = Components.Thumbnail("u") })
        },
        {
            "components[0].components[0].options[1].value of the message is the same as that of another option",
            Of(Components.Row(Components.Select("a", [Option(1), Option(1)])))
        },
        {
            "components[0].components[0].min_values of the message is 2, but max_values is 1",
            Of(Components.Row(Components.UserSelect("a", min: 2)))
        },
        {
            "components[0].components[0].max_values of the message is 3, but there are 2 options",
            Of(Components.Row(Components.Select("a", [Option(1), Option(2)], max: 3)))
        },
        { "cannot have content, embeds or a poll", new InteractionMessage { Poll = Poll("a"), Components = [TextOf(1)] } },
        { "poll.answers[0].poll_media.text of the message has 56", new InteractionMessage { Poll = Poll(Text(56)) } },
        { "poll.question.text of the message has 301", new InteractionMessage { Poll = Poll("a", Text(301)) } },
        { "embeds[0] of the message is empty", Of(new Embed()) },
        { "embeds[0].color of the message is 16,777,216", Of(new Embed { Color = 0x1000000 }) },
        { "label of the message is missing: a button needs a label or an emoji", Of(Components.Row(Components.Button("a", null))) },
    };

    public static TheoryData<string, Modal> Modals => new()
    {
        { "title of the modal has 46", new Modal("m", Text(46)) { Components = [Input("a")] } },
        { "custom_id of the modal is empty", new Modal("", "M") { Components = [Input("a")] } },
        { "components of the modal has 6", new Modal("m", "M") { Components = Many(6, i => Input($"{i}")) } },
        { "components of the modal has 0", new Modal("m", "M") { Components = [] } },
        { "components[0].label of the modal has 46", OfModal(Components.Label(Text(46), Components.TextInput("a"))) },
        { "components[0].description of the modal has 101", OfModal(Components.Label("a", Components.TextInput("a"), Text(101))) },
        { "components[0].component.placeholder of the modal has 101", OfModal(Label(Components.TextInput("a", placeholder: Text(101)))) },
        { "components[0].component.max_length of the modal is 4,001", OfModal(Label(Components.TextInput("a", maxLength: 4001))) },
        { "components[0].component.max_values of the modal is 11", OfModal(Label(Components.FileUpload("a", max: 11))) },
        {
            "components[0].component.options of the modal has 1 elements",
            OfModal(Label(Components.RadioGroup("a", [new() { Label = "a", Value = "a" }])))
        },
        { "components[1].component.custom_id of the modal is the same", OfModal(Input("a"), Input("a")) },
        { "components[0].component of the modal is a ButtonComponent", OfModal(Label(Button(1))) },
        {
            "components[0].component.min_length of the modal is 10, but max_length is 5",
            OfModal(Label(Components.TextInput("a", minLength: 10, maxLength: 5)))
        },
        {
            "components[0].component.value of the modal has 3 characters, and Discord allows 2",
            OfModal(Label(Components.TextInput("a", maxLength: 2, value: "abc")))
        },
        {
            "components[0].component.options[0].label of the modal has 101",
            OfModal(Label(Components.RadioGroup("a", [Choice(Text(101), "1"), Choice("b", "2")])))
        },
        {
            "components[0].component.options[1].value of the modal is the same as that of another option",
            OfModal(Label(Components.RadioGroup("a", [Choice("a", "1"), Choice("b", "1")])))
        },
        {
            "components[0].component.min_values of the modal is 3, but max_values is 1",
            OfModal(Label(new CheckboxGroupComponent { CustomId = "a", Options = [new() { Label = "a", Value = "a" }], MinValues = 3 }))
        },
        { "components[0].component.min_values of the modal is 2, but max_values is 1", OfModal(Label(Components.FileUpload("a", min: 2))) },
        { "components[0] of the modal is neither a label nor a text", OfModal(Components.TextInput("a")) },
    };

    [Theory]
    [MemberData(nameof(Messages), DisableDiscoveryEnumeration = true)]
    public void Message_beyond_a_limit_is_refused(string sentence, InteractionMessage message) =>
        Assert.Contains(
            sentence,
            Assert.Throws<ArgumentException>(() => MessageLimits.ThrowIfExceeded(message, isEdit: false)).Message,
            StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Modals), DisableDiscoveryEnumeration = true)]
    public void Modal_beyond_a_limit_is_refused(string sentence, Modal modal) =>
        Assert.Contains(
            sentence, Assert.Throws<ArgumentException>(() => ModalLimits.ThrowIfExceeded(modal)).Message, StringComparison.Ordinal);

    [Fact]
    public void Emoji_of_two_units_is_one_character() => MessageLimits.ThrowIfExceeded(
        string.Concat(Enumerable.Repeat("😀", 2000)), isEdit: false);

    [Fact]
    public void Edit_may_be_empty() => MessageLimits.ThrowIfExceeded(new InteractionMessage { Embeds = [] }, isEdit: true);

    [Fact]
    public void Check_allocates_nothing()
    {
        var message = new InteractionMessage
        {
            Content = "x",
            Embeds = [new Embed { Title = "x", Fields = [Field("a", "b")] }],
            Components = [Components.Row(Components.Select("a", Many(25, Option)))],
        };
        MessageLimits.ThrowIfExceeded(message, isEdit: false);

        long before = GC.GetAllocatedBytesForCurrentThread();
        MessageLimits.ThrowIfExceeded(message, isEdit: false);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Every_component_is_accepted_where_it_belongs()
    {
        MessageLimits.ThrowIfExceeded(
            new InteractionMessage
            {
                Components =
                [
                    Components.Container(
                        Components.Row(Button(1), Button(2)),
                        Components.Row(Components.Select("menu", [Option(1), Option(2)], min: 0, max: 2)),
                        Components.Section(Button(3), "a"),
                        Components.Section(Components.Thumbnail("u"), "a"),
                        Components.Gallery("u"),
                        Components.Separator(),
                        Components.File("a.txt"),
                        TextOf(1)),
                    Components.Row(Components.ChannelSelect("channel")),
                    TextOf(2),
                ],
            },
            isEdit: false);
        ModalLimits.ThrowIfExceeded(OfModal(
            Label(Components.Select("menu", [Option(1)])),
            Label(Components.RadioGroup("radio", [Choice("a", "1"), Choice("b", "2")])),
            Label(Components.CheckboxGroup("boxes", [new() { Label = "a", Value = "a" }])),
            Label(Components.Checkbox("box")),
            Label(Components.FileUpload("file", required: false))));
    }

    private static string Text(int length) => new('x', length);

    private static EmbedField Field(string name, string value) => new() { Name = name, Value = value };

    private static RadioGroupOption Choice(string label, string value) => new() { Label = label, Value = value };

    private static PollRequest Poll(string answer, string question = "?") => new()
    {
        Question = new PollMedia { Text = question },
        Answers = [new PollAnswerRequest { PollMedia = new PollMedia { Text = answer } }],
    };

    private static ButtonComponent Button(int number) => Components.Button($"{number}", "Button");

    private static SelectMenuOption Option(int number) => Components.Option($"{number}");

    private static TextDisplayComponent TextOf(int number) => Components.Text($"{number}");

    private static LabelComponent Label(Component field) => Components.Label("Label", field);

    private static LabelComponent Input(string id) => Label(Components.TextInput(id));

    private static ImmutableArray<T> Many<T>(int count, Func<int, T> create) => [.. Enumerable.Range(0, count).Select(create)];

    private static ImmutableArray<Component> Many(int count, Func<int, LabelComponent> create) => Many<Component>(count, create);

    private static InteractionMessage Of(Embed embed) => new() { Embeds = [embed] };

    private static InteractionMessage Of(params ImmutableArray<Component> components) => new() { Components = components };

    private static Modal OfModal(params ImmutableArray<Component> components) => new("m", "M") { Components = components };
}
