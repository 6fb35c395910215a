using System.Text;
using Spectacles.Gateway.CompilerServices;
using Spectacles.Gateway.Events;

namespace Spectacles.Gateway.Interactions.Tests;

/// <summary>A module by hand: the generated ones are tested elsewhere.</summary>
internal sealed class ScriptedModule : IInteractionModule
{
    private readonly List<(string Key, Func<Interaction, string, ValueTask> Run, Suggesting? Suggest)> calls = [];

    private readonly List<InteractionMethod> methods = [];
    private readonly List<byte[]> commands = [];

    public delegate ValueTask<IEnumerable<Suggestion>> Suggesting(Autocompletion context);

    public IReadOnlyList<InteractionMethod> Methods => methods;

    public int CommandCount => commands.Count;

    public ReadOnlySpan<byte> GetCommand(int index) => commands[index];

    public ScriptedModule Register(string json)
    {
        commands.Add(Encoding.UTF8.GetBytes(json));
        return this;
    }

    /// <summary>A slash command with this name.</summary>
    public ScriptedModule Command(string name, Func<Interaction, Task> run, Func<InteractionMethod, InteractionMethod>? with = null) =>
        Register($$"""{"type":1,"name":"{{name}}","description":"A command"}""")
            .Add(InteractionKind.Command, name, $"/{name}", (context, _) => new ValueTask(run(context)), with);

    /// <summary>A slash command with a text option.</summary>
    public ScriptedModule CommandWithText(string name, Func<Interaction, string, Task> run) =>
        Register(
            $$"""
            {"type":1,"name":"{{name}}","description":"A command","options":[{"type":3,"name":"text","description":"A text"}]}
            """)
            .Add(InteractionKind.Command, name, $"/{name}", (context, text) => new ValueTask(run(context, text)), with: null);

    /// <summary>A component or a modal with this custom id.</summary>
    public ScriptedModule Component(
        string customId, Func<Interaction, Task> run, Func<InteractionMethod, InteractionMethod>? with = null) =>
        Add(InteractionKind.Component, customId, customId, (context, _) => new ValueTask(run(context)), with);

    /// <summary>A command whose option is completed.</summary>
    public ScriptedModule Completion(string name, Suggesting suggest)
    {
        Register(
            $$"""
            {"type":1,"name":"{{name}}","description":"A command","options":[
            {"type":3,"name":"song","description":"A song","autocomplete":true}]}
            """);
        calls.Add((name, (_, _) => default, suggest));
        methods.Add(new InteractionMethod(InteractionKind.Autocompletion, $"/{name}", "Scripted.SuggestAsync"));
        return this;
    }

    public int Find(in InteractionRequest request)
    {
        string key = Encoding.UTF8.GetString(request.Key);
        return calls.FindIndex(call => call.Key == key);
    }

    public ValueTask InvokeAsync(int method, in InteractionRequest request, Interaction interaction, CancellationToken cancellationToken) =>
        calls[method].Run(interaction, request.Options.IsEmpty ? "" : First(request.Options).Value.AsString.ToString());

    public ValueTask<IEnumerable<Suggestion>> SuggestAsync(
        int method, in InteractionRequest request, Autocompletion autocompletion, CancellationToken cancellationToken) =>
        calls[method].Suggest!(autocompletion);

    private ScriptedModule Add(
        InteractionKind kind,
        string key,
        string name,
        Func<Interaction, string, ValueTask> run,
        Func<InteractionMethod, InteractionMethod>? with)
    {
        var method = new InteractionMethod(kind, name, $"Scripted.{key}Async");
        calls.Add((key, run, null));
        methods.Add(with is null ? method : with(method));
        return this;
    }

    private static InteractionOption.View First(ListView<InteractionOption.View> options)
    {
        var elements = options.GetEnumerator();
        elements.MoveNext();
        return elements.Current;
    }
}
