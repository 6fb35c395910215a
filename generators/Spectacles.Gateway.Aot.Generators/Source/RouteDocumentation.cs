namespace Spectacles.Gateway.Generators;

/// <summary>Writes the XML documentation of a route's method.</summary>
internal static class RouteDocumentation
{
    public static void Write(SourceWriter writer, RouteSpec route)
    {
        string doc = route.Doc.Length > 0 ? DocComment.Escape(route.Doc) : $"{Sentence(route.Name)}:";
        writer.WriteSummary($"{doc} <c>{route.Method.ToUpperInvariant()} {DocComment.Escape(route.Template)}</c>.");
        foreach (var parameter in route.Parameters)
        {
            string text = parameter.Doc.Length > 0 ? DocComment.Escape(parameter.Doc) : Meaning(parameter);
            WriteParameter(writer, parameter.Name.TrimStart('@'), text);
        }

        if (route.Body is { } body)
        {
            WriteParameter(writer, "body", body.IsOptional ? "The body of the request; null for none." : "The body of the request.");
        }

        switch (route.Files)
        {
            case RouteFiles.One:
                WriteParameter(writer, "file", "The file to upload.");
                break;
            case RouteFiles.Several:
                WriteParameter(writer, "files", "The files to upload. They are read while the request is sent.");
                break;
        }

        if (route.Query.Length > 0)
        {
            WriteParameter(writer, "query", "The parameters of the query.");
        }

        if (route.HasReason)
        {
            WriteParameter(writer, "reason", "The reason that the guild's audit log shows, of at most 512 characters; null for none.");
        }

        WriteParameter(writer, "cancellationToken", "Cancels the call, also while it waits for a rate limit.");
        if (route.Answer is { IsOptional: true })
        {
            writer.Write("/// <returns>The answer; null if Discord sends none.</returns>");
        }

        writer.Write($"""
            /// <exception cref="{RestClient.Exception}">Discord refused the request.</exception>
            /// <exception cref="{RestClient.NotSentException}">A rate limit or a refused token did not let the request be sent.</exception>
            /// <exception cref="HttpRequestException">Discord could not be reached, or the connection broke.</exception>
            /// <exception cref="TimeoutException">The call did not end within the deadline of the client.</exception>
            """);
        if (route.Files != RouteFiles.None)
        {
            writer.Write($"/// <exception cref=\"{RestClient.FileException}\">A file could not be opened or read to its end.</exception>");
        }

        writer.WriteRemarks(route.IsDeprecated ? "Deprecated by Discord." : "", route.Link);
    }

    private static void WriteParameter(SourceWriter writer, string name, string text) =>
        writer.Write($"/// <param name=\"{name}\">{text}</param>");

    private static string Meaning(RouteParameterSpec parameter)
    {
        string[] words = parameter.WireName.Split('_');
        string last = words[words.Length - 1];
        return words.Length > 1 && last is "id" or "token"
            ? $"The {last} of the {string.Join(" ", words.Take(words.Length - 1))}."
            : $"The {string.Join(" ", words)}.";
    }

    private static string Sentence(string name)
    {
        string words = Naming.ToWords(name);
        return char.ToUpperInvariant(words[0]) + words.Substring(1);
    }
}
