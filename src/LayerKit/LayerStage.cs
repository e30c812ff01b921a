namespace LayerKit;

/// <summary>The part of a register that is under way.</summary>
public enum LayerStage
{
    /// <summary>The tar is read, hashed and applied.</summary>
    Applying,

    /// <summary>Content and record are brought to stable storage.</summary>
    Committing,

    /// <summary>Done: the layer is new.</summary>
    Committed,

    /// <summary>Done: the layer was there already.</summary>
    AlreadyPresent,
}
