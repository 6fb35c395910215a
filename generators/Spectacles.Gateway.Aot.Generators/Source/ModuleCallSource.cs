namespace Spectacles.Gateway.Generators;

/// <summary>Writes how parameters are read from an interaction, and how the method is called with them.</summary>
internal static class ModuleCallSource
{
    private const string CompilerServices = "global::Spectacles.Gateway.CompilerServices";
    private const string Module = "global::Spectacles.Gateway.Interactions.IInteractionModule";
    private const string Request = $"{CompilerServices}.InteractionRequest";
    private const string ValueTask = "global::System.Threading.Tasks.ValueTask";
    private const string Token = "global::System.Threading.CancellationToken cancellationToken";
    private const string Interactions = "global::Spectacles.Gateway.Interactions";
    private const string Suggestions = $"global::System.Collections.Generic.IEnumerable<{Interactions}.Suggestion>";

    public static void Write(SourceWriter writer, ModuleSpec module)
    {
        Write(writer, module, isSuggesting: false, $"""
            {ValueTask} {Module}.InvokeAsync(
                int method,
                in {Request} request,
                {Interactions}.Interaction context,
                {Token})
            """);
        if (module.Methods.Any(method => method.Kind == InteractionMethodKind.Autocompletion))
        {
            writer.Blank();
            Write(writer, module, isSuggesting: true, $"""
                {ValueTask}<{Suggestions}> {Module}.SuggestAsync(
                    int method,
                    in {Request} request,
                    {Interactions}.Autocompletion context,
                    {Token})
                """);
        }
    }

    private static void Write(SourceWriter writer, ModuleSpec module, bool isSuggesting, string head)
    {
        if (module.Methods.Any(method => method.Kind == InteractionMethodKind.Autocompletion == isSuggesting && method.IsForbidden))
        {
            writer.Write("[global::System.Obsolete] // Only obsolete code may call what is obsolete as an error.");
        }

        using (writer.Open(head))
        using (writer.Open("switch (method)"))
        {
            for (int i = 0; i < module.Methods.Count; i++)
            {
                var method = module.Methods[i];
                if (method.Kind == InteractionMethodKind.Autocompletion == isSuggesting)
                {
                    writer.Write($"// {CSharpLiteral.Unquoted(method.Key)} -> {method.Signature}");
                    using (writer.Open($"case {i}:"))
                    {
                        WriteArm(writer, module, method, i);
                    }

                    writer.Blank();
                }
            }

            writer.Write("""
                default:
                    throw new global::System.ArgumentOutOfRangeException(nameof(method));
                """);
        }
    }

    private static void WriteArm(SourceWriter writer, ModuleSpec module, InteractionMethodSpec method, int index)
    {
        if (method.Template.Any(part => part.Type is not null))
        {
            writer.Write($"var key = request.Key;\n{CustomIdSource.Call(method, index, keepsValues: true)};");
        }

        OptionSource.Write(writer, module, method);
        for (int i = 0; i < method.Arguments.Count; i++)
        {
            if (method.Arguments[i].Source is ArgumentSource.Field or ArgumentSource.Selected)
            {
                writer.Write($"var value{i} = {EnteredSource.Read(module, method.Arguments[i], i)};");
            }
        }

        string arguments = string.Join(", ", method.Arguments.Select(Argument));
        string call = $"{method.Target}({arguments})";
        writer.Write((method.Kind, method.Returns) switch
        {
            (InteractionMethodKind.Autocompletion, InteractionReturn.List) => $"return new {ValueTask}<{Suggestions}>({call});",
            (InteractionMethodKind.Autocompletion, _) => $"return {CompilerServices}.SuggestionTask.Of({call});",
            (_, InteractionReturn.Task) => $"return new {ValueTask}({call});",
            _ => $"return {call};",
        });
    }

    private static string Argument(InteractionArgumentSpec argument, int index) => argument.Source switch
    {
        ArgumentSource.Context => "context",
        ArgumentSource.CancellationToken => "cancellationToken",
        ArgumentSource.Typed => "typed",
        ArgumentSource.Placeholder when argument.Type!.Kind == EnteredKind.Text =>
            $"global::System.Text.Encoding.UTF8.GetString({argument.Name}Value)",
        ArgumentSource.Placeholder => $"{argument.Name}Value",
        ArgumentSource.Option when argument.Shape == ArgumentShape.Required =>
            $"value{index} ?? throw {CompilerServices}.OptionValues.Missing({CSharpLiteral.Utf8(argument.Name)})",
        ArgumentSource.TargetUser => $"{CompilerServices}.ResolvedObjects.TargetUser(in request)",
        ArgumentSource.TargetMember => $"{CompilerServices}.ResolvedObjects.TargetMember(in request)",
        ArgumentSource.TargetMessage => $"{CompilerServices}.ResolvedObjects.TargetMessage(in request)",
        ArgumentSource.InvokingUser => $"{CompilerServices}.InvokingObjects.User(in request)",
        ArgumentSource.InvokingMember => $"{CompilerServices}.InvokingObjects.Member(in request)",
        ArgumentSource.InvokingMemberOrNull => $"{CompilerServices}.InvokingObjects.MemberOrNull(in request)",
        ArgumentSource.ComponentMessage => $"{CompilerServices}.InvokingObjects.Message(in request)",
        _ => $"value{index}",
    };
}
