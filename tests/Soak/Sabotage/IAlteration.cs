namespace Soak.Sabotage;

/// <summary>Changes the messages of one connection. The default methods change nothing.</summary>
internal interface IAlteration
{
    /// <summary>Changes a message that the library sends.</summary>
    /// <param name="message">The message.</param>
    /// <param name="add">Adds a message that the library receives.</param>
    string Sending(string message, Action<string> add) => message;

    /// <summary>Changes a message that the gateway has sent.</summary>
    /// <returns>The message that the library receives; null to drop it.</returns>
    string? Received(string message) => message;

    /// <summary>Changes the code with which the library closes.</summary>
    int Closing(int code) => code;
}
