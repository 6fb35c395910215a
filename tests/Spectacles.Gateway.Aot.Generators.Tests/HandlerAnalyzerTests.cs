using Microsoft.CodeAnalysis;

namespace Spectacles.Gateway.Generators.Tests;

public sealed class HandlerAnalyzerTests
{
    [Fact]
    public async Task SPG013_is_reported_once_for_a_class_at_its_first_read()
    {
        var reported = await VerifyAsync("""
            [GatewayEvent("MESSAGE_CREATE")]
            public partial class PingPong
            {
                public void Handle(MessageCreate message)
                {
                    _ = message.Author;
                    _ = message.Embeds;                           ⇐ SPG013
                    _ = message.Content;
                }
            }
            """);
        Assert.Contains("'Embeds' is empty", reported[0].GetMessage(null), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("MessageCreate message", "_ = message.Content;")]
    [InlineData("Message message", "_ = message.Attachments;")]
    [InlineData("MessageCreate.View message", "_ = message.Components;")]
    [InlineData("Message.View message", "_ = message.Poll;")]
    [InlineData("MessageCreate? message", "_ = message?.Content;")]
    [InlineData("MessageCreate message", "if (message is { Content: \"!ping\" }) { }")]
    [InlineData("MessageCreate message", "if (message is not ({ Author.Bot: true } or { Content: \"\" })) { }")]
    [InlineData("MessageCreate message", "_ = message switch { { Content: \"!ping\" } => 1, _ => 0 };")]
    [InlineData("MessageCreate message", "switch (message) { case { Content: \"!ping\" }: break; }")]
    [InlineData("MessageCreate message", "System.Action later = () => _ = message.Content; later();")]
    public Task SPG013_is_reported_for_each_way_to_read(string parameter, string code) => VerifyAsync($$"""
        [GatewayEvent("MESSAGE_CREATE")]
        public partial class PingPong
        {
            public void Handle({{parameter}})
            {
                {{code}}                                          ⇐ SPG013
            }
        }
        """);

    [Fact]
    public Task SPG013_is_reported_for_a_read_in_another_method_of_the_class() => VerifyAsync("""
        public partial class PingPong
        {
            [GatewayEvent("MESSAGE_UPDATE")]
            public void Edited(MessageUpdate message) => Answer(message);

            private static void Answer(MessageUpdate message) => _ = message.Content;     ⇐ SPG013
        }
        """);

    [Theory]
    [InlineData("", "_ = message.Author;")]
    [InlineData(", Intents = GatewayIntents.MessageContent", "_ = message.Content;")]
    [InlineData(", Intents = GatewayIntents.All", "_ = message.Content;")]
    [InlineData(", Intents = GatewayIntents.DirectMessages", "_ = message.Content;")]
    [InlineData("", "_ = message.Content; _ = new ClusterOptions { Intents = GatewayIntents.MessageContent };")]
    [InlineData("", "_ = message.Content; _ = GatewayIntents.Unprivileged | GatewayIntents.Privileged;")]
    [InlineData("", "Message Answer() => throw null!; _ = Answer().Content;")]
    [InlineData("", "_ = message.ReferencedMessage.Value?.Content;")]
    public Task SPG013_is_not_reported_where_the_content_is_there(string intents, string code) => VerifyAsync($$"""
        [GatewayEvent("MESSAGE_CREATE"{{intents}})]
        public partial class PingPong
        {
            public void Handle(MessageCreate message)
            {
                {{code}}
            }
        }
        """);

    [Fact]
    public Task SPG013_is_not_reported_for_an_event_without_content() => VerifyAsync("""
        [GatewayEvent("READY")]
        public partial class PingPong
        {
            public void Handle() { }

            private static void Other(Message message) => _ = message.Content;
        }
        """);

    [Fact]
    public Task SPG014_is_reported_for_a_handler_of_a_program_that_nothing_mentions() => VerifyAsync("""
        [GatewayEvent("READY")]
        public partial class PingPong                             ⇐ SPG014
        {
            public void Handle() => _ = new PingPong();
        }
        """, mentioned: "");

    [Theory]
    [InlineData("_ = new PingPong();")]
    [InlineData("System.Console.WriteLine(typeof(PingPong));")]
    [InlineData("void Add<T>() { } Add<PingPong>();")]
    public Task SPG014_is_not_reported_for_a_handler_that_is_mentioned(string mention) => VerifyAsync("""
        [GatewayEvent("READY")]
        public partial class PingPong { public void Handle() { } }
        """, mention);

    [Fact]
    public Task SPG014_is_not_reported_in_a_library() => AnnotatedSource.VerifyAllAsync("Handler.cs", """
        using Spectacles.Gateway;
        [GatewayEvent("READY")]
        public partial class PingPong { public void Handle() { } }
        """, OutputKind.DynamicallyLinkedLibrary);

    [Theory]
    [InlineData("Thread.Sleep(1);")]
    [InlineData("Work().Wait();")]
    [InlineData("_ = Work().Result;")]
    [InlineData("Work().GetAwaiter().GetResult();")]
    [InlineData("_ = Work().ConfigureAwait(false).GetAwaiter().GetResult();")]
    [InlineData("_ = ValueWork().Result;")]
    [InlineData("Task.WaitAll(Work(), Work());")]
    [InlineData("new SemaphoreSlim(1).Wait();")]
    [InlineData("var task = Work(); task.Wait();")]
    [InlineData("new System.Net.Http.HttpClient().Send(new System.Net.Http.HttpRequestMessage());")]
    public async Task SPG015_is_reported_for_a_blocking_call(string code)
    {
        foreach (string method in (string[])["public void Handle()", "public async Task HandleAsync()"])
        {
            await VerifyAsync($$"""
                #pragma warning disable CS1998
                [GatewayEvent("READY")]
                public partial class PingPong
                {
                    {{method}}
                    {
                        {{code}}                                  ⇐ SPG015
                    }

                    private static Task<int> Work() => Task.FromResult(1);
                    private static ValueTask<int> ValueWork() => default;
                }
                """);
        }
    }

    [Theory]
    [InlineData("[Spectacles.Gateway.Interactions.SlashCommand(\"ping\", \"Answers\")]")]
    [InlineData("[Spectacles.Gateway.Interactions.UserCommand(\"Ping\")]", "User user, ")]
    [InlineData("[Spectacles.Gateway.Interactions.Component(\"ping\")]")]
    [InlineData("[Spectacles.Gateway.Interactions.Modal(\"ping\")]")]
    public Task SPG015_is_reported_for_a_blocking_call_in_a_method_that_answers_interactions(string attribute, string parameter = "") =>
        VerifyAsync($$"""
            public partial class PingPong
            {
                {{attribute}}
                public Task PingAsync({{parameter}}Spectacles.Gateway.Interactions.Interaction context)
                {
                    Thread.Sleep(1);                              ⇐ SPG015
                    Other();
                    return context.AnswerAsync("pong");
                }

                private static void Other() => Thread.Sleep(1);
            }
            """);

    [Fact]
    public Task SPG015_is_reported_for_a_blocking_call_in_a_method_that_suggests_values() => VerifyAsync("""
        public partial class PingPong
        {
            [Spectacles.Gateway.Interactions.SlashCommand("play", "Plays")]
            public Task PlayAsync(
                Spectacles.Gateway.Interactions.Interaction context,
                [Spectacles.Gateway.Interactions.Option("The title", Autocomplete = nameof(Titles))] string title) =>
                context.AnswerAsync(title);

            public System.Collections.Generic.IEnumerable<Spectacles.Gateway.Interactions.Suggestion> Titles(string typed)
            {
                Thread.Sleep(1);                                  ⇐ SPG015
                return [];
            }
        }
        """);

    [Theory]
    [InlineData("await Task.Delay(1);")]
    [InlineData("_ = Task.Run(() => Thread.Sleep(1)); await Work();")]
    [InlineData("var a = Work(); var b = Work(); await Task.WhenAll(a, b); _ = a.Result + b.Result;")]
    [InlineData("var all = new[] { Work() }; await Task.WhenAll(all); _ = all[0].Result;")]
    [InlineData("var task = Work(); if (task.IsCompletedSuccessfully) { _ = task.Result; } await task;")]
    [InlineData("var task = Work(); if (task is { IsCompleted: true }) { task.GetAwaiter().GetResult(); } await task;")]
    [InlineData("_ = (await Task.WhenAny(Work(), Work())).Result;")]
    [InlineData("_ = Task.FromResult(1).Result; await Work();")]
    [InlineData("if (new SemaphoreSlim(1).Wait(0)) { await Work(); }")]
    public Task SPG015_is_not_reported_for_a_call_that_does_not_wait(string code) => VerifyAsync($$"""
        [GatewayEvent("READY")]
        public partial class PingPong
        {
            public async Task HandleAsync()
            {
                {{code}}
            }

            private static Task<int> Work() => Task.FromResult(1);
            public void Other() => Thread.Sleep(1);
        }
        """);

    [Fact]
    public Task Pragma_suppresses_a_diagnostic_of_the_analyzer() => VerifyAsync("""
        [GatewayEvent("READY")]
        public partial class PingPong
        {
        #pragma warning disable SPG015
            public void Handle() => Thread.Sleep(1);
        #pragma warning restore SPG015
        }
        """);

    private static Task<IReadOnlyList<Diagnostic>> VerifyAsync(string marked, string mentioned = "_ = new PingPong();") =>
        AnnotatedSource.VerifyAllAsync("Handler.cs", $"""
            using System.Threading;
            using System.Threading.Tasks;
            using Spectacles.Gateway;
            using Spectacles.Gateway.Events;

            System.Console.WriteLine();
            {mentioned}

            """ + marked);
}
