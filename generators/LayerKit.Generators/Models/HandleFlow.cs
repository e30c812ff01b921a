namespace LayerKit.Generators.Models;

/// <summary>How long a forwarded member needs the resource, and with that how it is written.</summary>
internal enum HandleFlow
{
    /// <summary>A property that only reads or writes a field: a check is enough.</summary>
    StoredProperty,

    /// <summary>A property that computes.</summary>
    ComputedProperty,

    /// <summary>A method that is done when it returns nothing.</summary>
    Void,

    /// <summary>A method that is done when it returns a value.</summary>
    Value,

    /// <summary>A method that is done when its task is.</summary>
    Task,

    /// <summary>A method that is done when its task has a value.</summary>
    TaskOfValue,

    /// <summary>A method that is done when its sequence is.</summary>
    Sequence,

    /// <summary>A method that is done when its asynchronous sequence is.</summary>
    AsyncSequence,

    /// <summary>A method that is done when its stream is disposed.</summary>
    Stream,

    /// <summary>A method that is done when the stream of its task is disposed.</summary>
    TaskOfStream,
}
